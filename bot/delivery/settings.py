"""Sets up the channels that the settings give keys or servers for."""

from bot.delivery.channel import Channel
from bot.settings import Settings


def set_up_channels(settings: Settings) -> dict[str, Channel]:
    """Give mail and webhook where they are set; what is not set has no channel."""
    channels: dict[str, Channel] = {}
    if settings.smtp_host:
        from bot.delivery.mail import MailChannel, MailServer

        password = settings.smtp_password
        channels["mail"] = MailChannel(
            MailServer(
                host=settings.smtp_host,
                port=settings.smtp_port,
                sender=settings.mail_from,
                user=settings.smtp_user,
                password=password.get_secret_value() if password else None,
                is_encrypted=settings.smtp_encryption == "starttls",
            )
        )
    if settings.webhook_secret:
        from bot.delivery.webhook import WebhookChannel  # aiohttp takes a while to load

        channels["webhook"] = WebhookChannel(settings.webhook_secret.get_secret_value())
    return channels
