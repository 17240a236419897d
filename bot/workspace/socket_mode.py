"""Socket Mode as Slack speaks it: tickets, hello, envelopes, acknowledgements and reconnects."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.slack.blocks.problem import JsonObject
from bot.workspace.clock import Clock, within
from bot.workspace.dispatch import ANSWER_SECONDS, Delivery, DeliveryError
from bot.workspace.faults import Faults

MOST_CONNECTIONS = 10


@dataclass
class _Connection:
    websocket: WebSocket
    is_leaving: bool = False
    waiting: dict[str, asyncio.Future[JsonObject]] = field(default_factory=dict)
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, message: JsonObject) -> None:
        async with self.sending:
            await self.websocket.send_text(json.dumps(message, ensure_ascii=False))

    def let_go(self) -> None:
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(DeliveryError("connection_failed"))


class SocketMode:
    """Holds the bot's connections; each delivery goes to one of them, in turn."""

    def __init__(
        self, app_id: str, clock: Clock, faults: Faults, on_change: Callable[[bool], None]
    ) -> None:
        self._app_id = app_id
        self._clock = clock
        self._faults = faults
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._connections: list[_Connection] = []
        self._joined = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        """Tell whether the bot has a connection that takes deliveries."""
        return any(not one.is_leaving for one in self._connections)

    def ticket(self) -> str:
        """Give a ticket that opens one connection."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def endpoint(self, websocket: WebSocket) -> None:
        """Serve one connection until it ends."""
        ticket = websocket.query_params.get("ticket", "")
        is_full = len(self._connections) >= MOST_CONNECTIONS
        if ticket not in self._tickets or self._faults.is_down or is_full:
            await websocket.close(1008)
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        await self._serve(_Connection(websocket))

    async def _serve(self, connection: _Connection) -> None:
        self._connections.append(connection)
        try:
            await connection.send(self._hello())
            self._changed()
            while True:
                self._take(connection, await connection.websocket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._connections.remove(connection)
            connection.let_go()
            self._changed()

    def _hello(self) -> JsonObject:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {
                "host": "ovning",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
        }

    def _take(self, connection: _Connection, text: str) -> None:
        try:
            message = json.loads(text)
            envelope_id = message.get("envelope_id")
        except (ValueError, AttributeError):
            return
        future = connection.waiting.get(envelope_id)
        if future is not None and not future.done() and not self._faults.loses_ack():
            payload = message.get("payload")
            future.set_result(payload if isinstance(payload, dict) else {})

    def _changed(self) -> None:
        if self.is_connected:
            self._joined.set()
        else:
            self._joined.clear()
        self._on_change(self.is_connected)

    async def deliver(self, delivery: Delivery) -> JsonObject:
        """Hand over in an envelope and give what came with the acknowledgement."""
        try:
            await within(self._clock, self._joined.wait(), ANSWER_SECONDS)
        except TimeoutError:
            raise DeliveryError("connection_failed") from None
        connection = self._next()
        envelope_id = secrets.token_hex(16)
        future: asyncio.Future[JsonObject] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            await connection.send(_envelope(envelope_id, delivery))
            return await within(self._clock, future, ANSWER_SECONDS)
        except TimeoutError:
            raise DeliveryError("timeout") from None
        except (WebSocketDisconnect, RuntimeError):
            raise DeliveryError("connection_failed") from None
        finally:
            connection.waiting.pop(envelope_id, None)

    def _next(self) -> _Connection:
        ready = [one for one in self._connections if not one.is_leaving]
        if not ready:
            raise DeliveryError("connection_failed")
        self._connections.remove(ready[0])
        self._connections.append(ready[0])
        return ready[0]

    async def refresh(self) -> None:
        """Ask every connection to come again, as Slack does before it closes them."""
        for connection in list(self._connections):
            connection.is_leaving = True
            await connection.send({"type": "disconnect", "reason": "refresh_requested"})
        self._changed()

    async def drop(self) -> None:
        """Break every connection without a word."""
        for connection in list(self._connections):
            connection.is_leaving = True
            await connection.websocket.close(1011)
        self._changed()


def _envelope(envelope_id: str, delivery: Delivery) -> JsonObject:
    envelope: JsonObject = {
        "envelope_id": envelope_id,
        "type": delivery.kind,
        "accepts_response_payload": delivery.kind != "events_api",
        "payload": delivery.payload,
    }
    if delivery.kind == "events_api":
        envelope |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return envelope
