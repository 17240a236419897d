"""A channel is there when the settings give it a server or a key, and not otherwise."""

from pathlib import Path

from pydantic import SecretStr

from bot.app import Lotsen
from bot.delivery.mail import MailChannel
from bot.delivery.settings import set_up_channels
from bot.delivery.webhook import WebhookChannel
from bot.settings import Settings


def test_nothing_is_set_up_that_is_not_set(tmp_path: Path) -> None:
    assert set_up_channels(Settings(data_dir=tmp_path)) == {}


def test_mail_and_webhook_are_set_up_by_their_settings(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path,
        smtp_host="mail.demoby.se",
        smtp_password=SecretStr("hemligt"),
        webhook_secret=SecretStr("hemligt"),
    )
    channels = Lotsen(settings).delivery_parts().channels
    assert isinstance(channels["mail"], MailChannel)
    assert isinstance(channels["webhook"], WebhookChannel)
    assert "hemligt" not in repr(vars(channels["mail"]))
