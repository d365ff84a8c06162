"""Finds the running server and speaks HTTP with it; standard library only."""
from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import os
import pathlib
import secrets
import socket
import time
import urllib.parse
from typing import Any, Iterator, Mapping, NamedTuple, Optional, Tuple

from . import _errors
from ._answer import Answer, is_good

log = logging.getLogger("blackfish")
TRIES = 3
PROOF_TIMEOUT = 10.0


class Standing(NamedTuple):
    """Where a server is and the token for it; ``proof`` is what whoever listens there must prove to know, if anything."""

    url: str
    token: Optional[str]
    proof: Optional[str]


class Leash:
    """By which another thread ends an exchange that waits; closing a socket would not wake whoever reads from it."""

    def __init__(self) -> None:
        self._socket: Optional[socket.socket] = None
        self._is_cut = False

    def hold(self, held: Optional[socket.socket]) -> None:
        self._socket = held
        # The other thread may have been quicker than the connection.
        if self._is_cut:
            self.cut()

    def cut(self) -> None:
        self._is_cut = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                log.debug("The stream had ended already")


class Server:
    """One server. No token is sent before whoever listens has proven to know ``auth_token``, on every connection anew,
    unless its address was given together with a token."""

    def __init__(self, home_dir: pathlib.Path, host: Optional[str] = None, port: Optional[int] = None,
                 token: Optional[str] = None, url: Optional[str] = None, timeout: float = 40.0) -> None:
        self._home = home_dir
        self._host, self._port, self._token, self._url = host, port, token, url
        self._timeout = timeout

    @property
    def url(self) -> str:
        """The server's root, without a slash at its end."""
        return self._known().url

    @property
    def token(self) -> str:
        """What an OpenAI client is given as its key."""
        return self._known().token or ""

    def ask(self, method: str, path: str, body: Any = None, query: Optional[Mapping[str, Any]] = None,
            key: Optional[str] = None, timeout: Optional[float] = None) -> Answer:
        """A good answer, or an exception with the server's sentence."""
        full = path + ("?" + urllib.parse.urlencode(query) if query else "")
        answer = self._tell(method, full, None if body is None else json.dumps(body).encode(), key, timeout or self._timeout)
        if not is_good(answer.status):
            raise _errors.of(answer.status, answer.json(), self._address()[0])
        return answer

    def lines(self, path: str, body: Any, timeout: float, leash: Optional[Leash] = None) -> Iterator[str]:
        """The lines of a streamed answer as they come; where it breaks off they may just end."""
        standing = self._find()
        connection = None
        try:
            connection, response = self._open(
                standing, "POST", path, json.dumps(body).encode(), self._headers(standing), timeout, leash)
            if not is_good(response.status):
                answer = Answer(response.status, {}, response.read())
                raise _errors.of(answer.status, answer.json(), standing.url)
            for line in response:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
        except _errors.BlackfishError:
            raise
        except (OSError, http.client.HTTPException) as error:
            raise (self._silence(error) if connection is None else self.broke_off(error)) from error
        finally:
            if connection is not None:
                connection.close()

    def broke_off(self, why: Any) -> _errors.ServerUnavailable:
        """What is told of a stream that came to no end of its own."""
        return _errors.ServerUnavailable(f"The stream from {self._address()[0]} broke off: {str(why) or 'no more came'}.")

    def _tell(self, method: str, path: str, data: Optional[bytes], key: Optional[str], timeout: float) -> Answer:
        """Sent again after a broken connection only where doing it twice is doing it once."""
        attempt = 0
        while True:
            attempt += 1
            standing = self._find()
            headers = self._headers(standing)
            if key is not None:
                headers["Idempotency-Key"] = key
            try:
                return self._exchange(standing, method, path, data, headers, timeout)
            except _errors.Stranger:
                # Started anew since its files were read? Then it has another token, and perhaps another port.
                if attempt == TRIES or self._find() == standing:
                    raise
            except _errors.BlackfishError:
                raise
            except (OSError, http.client.HTTPException) as error:
                refused = isinstance(error, ConnectionRefusedError)
                repeatable = method in ("GET", "PUT") or key is not None
                if attempt == TRIES or isinstance(error, socket.timeout) or not (refused or repeatable):
                    raise self._silence(error) from error
                log.debug("The connection broke (%s); trying again", error)
                time.sleep(0.25 * attempt)

    def _exchange(self, standing: Standing, method: str, path: str, data: Optional[bytes], headers: Mapping[str, str],
                  timeout: float) -> Answer:
        connection, response = self._open(standing, method, path, data, headers, timeout)
        try:
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    def _open(self, standing: Standing, method: str, path: str, data: Optional[bytes], headers: Mapping[str, str],
              timeout: float, leash: Optional[Leash] = None,
              ) -> Tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """An answer of whoever has just proven on the same connection to be the server."""
        connection = self._connection(standing, timeout)
        try:
            self._connect(connection, leash)
            if standing.proof is not None:
                self._prove_until_it_stays(connection, standing, standing.proof, leash)
                connection.sock.settimeout(timeout)
            connection.request(method, urllib.parse.urlsplit(standing.url).path + path, body=data, headers=dict(headers))
            return connection, connection.getresponse()
        except BaseException:
            connection.close()
            raise

    def _prove_until_it_stays(self, connection: http.client.HTTPConnection, standing: Standing, secret: str,
                              leash: Optional[Leash]) -> None:
        """Proves anew wherever the connection ended with the answer, since another program may have the port by then."""
        for _ in range(TRIES):
            if connection.sock is None:
                self._connect(connection, leash)
            self._prove(connection, standing, secret)
            if connection.sock is not None:
                return
        raise _errors.ServerUnavailable(
            f"The server at {standing.url} ends each connection after one answer, so your token was not sent: nobody could"
            " tell who listens at the next one. Give its address in BLACKFISH_URL or url together with the token.")

    @staticmethod
    def _connection(standing: Standing, timeout: float) -> http.client.HTTPConnection:
        address = urllib.parse.urlsplit(standing.url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = kind(address.hostname or "127.0.0.1", address.port, timeout=timeout)
        # It would dial by itself where a connection has ended, and send the token without a proof.
        connection.auto_open = 0
        return connection

    @staticmethod
    def _connect(connection: http.client.HTTPConnection, leash: Optional[Leash]) -> None:
        connection.connect()
        if leash is not None:
            leash.hold(connection.sock)

    @staticmethod
    def _headers(standing: Standing) -> dict:
        headers = {"Accept": "*/*", "User-Agent": "blackfish-python", "Content-Type": "application/json"}
        if standing.token:
            headers["Authorization"] = "Bearer " + standing.token
        return headers

    def _silence(self, error: BaseException) -> _errors.ServerUnavailable:
        where = self._address()[0]
        if isinstance(error, (ConnectionRefusedError, socket.gaierror)):
            return _errors.ServerUnavailable(f"Nobody answers at {where}; start Blackfish with \"blackfish start\".")
        if isinstance(error, socket.timeout):
            return _errors.ServerUnavailable(f"The server at {where} did not answer in time; what was asked for may still happen.")
        return _errors.ServerUnavailable(
            f"The connection to {where} broke before the answer was complete; what was asked for may have happened.")

    def _known(self) -> Standing:
        """Where the server is, proven now; whatever keeps it from being found is a ``BlackfishError``."""
        standing = self._find()
        if standing.proof is not None:
            connection = self._connection(standing, PROOF_TIMEOUT)
            try:
                self._connect(connection, None)
                self._prove(connection, standing, standing.proof)
            except _errors.BlackfishError:
                raise
            except (OSError, http.client.HTTPException) as error:
                raise self._silence(error) from error
            finally:
                connection.close()
        return standing

    def _find(self) -> Standing:
        given = sendable(self._token, "auth_token") or sendable(
            os.environ.get("BLACKFISH_AUTH_TOKEN"), "BLACKFISH_AUTH_TOKEN")
        url, is_named = self._address()
        if given is not None and is_named:
            # What lies in the home is then nobody's business, however broken it is.
            return Standing(url, given, None)
        own = sendable(first_line(self._home / "auth_token"), self._home / "auth_token")
        if given is None and own is None:
            raise _errors.ServerUnavailable(
                f"No Blackfish of yours is running: there is no token in {self._home / 'auth_token'}. Start one with"
                " \"blackfish start\", or give url and auth_token.")
        if given is None:
            return Standing(url, own, own)
        # On a shared node any program may listen on a port that nobody named, or that is only usual.
        if own is None:
            raise _errors.ServerUnavailable(
                f"Your token was not sent to whoever listens at {url}: there is no {self._home / 'auth_token'} by which"
                " your own server could be told from another program. Give the server's address in BLACKFISH_URL or url.")
        return Standing(url, given, own)

    def _address(self) -> Tuple[str, bool]:
        """The root, without a slash at its end, and whether it was named whole: a host and a port may be anybody's."""
        url = self._url
        if not (url or self._host or self._port):
            url = os.environ.get("BLACKFISH_URL")
        if url:
            return checked(url), True
        port = self._port or os.environ.get("BLACKFISH_PORT")
        state = read_state(self._home / "server.json")
        if port or self._host or not state:
            host = self._host or os.environ.get("BLACKFISH_HOST")
            base = os.environ.get("BLACKFISH_BASE_PATH", "").rstrip("/")
            return checked(f"http://{host or '127.0.0.1'}:{port or 8000}{base}"), False
        machine = str(state.get("machine") or "")
        here = not machine or machine == os.uname().nodename
        host = "127.0.0.1" if here else machine
        return checked(f"http://{host}:{state.get('port', 8000)}{state.get('base_path', '')}"), False

    def _prove(self, connection: http.client.HTTPConnection, standing: Standing, secret: str) -> None:
        nonce = secrets.token_hex(16)
        if connection.sock is not None:
            connection.sock.settimeout(PROOF_TIMEOUT)
        path = urllib.parse.urlsplit(standing.url).path
        connection.request("GET", f"{path}/api/ready?nonce={nonce}", headers={"Accept": "*/*"})
        response = connection.getresponse()
        answer = Answer(response.status, {}, response.read())
        wanted = hmac.new(secret.encode(), nonce.encode(), hashlib.sha256).hexdigest()
        said = answer.json()
        proof = said.get("proof") if isinstance(said, dict) else None
        if not isinstance(proof, str) or not hmac.compare_digest(proof.encode(), wanted.encode()):
            raise _errors.Stranger(
                f"Whoever answers at {standing.url} does not know the token in {self._home / 'auth_token'}, so no"
                " token was sent. It is another program or another user's server; give the address of yours in"
                " BLACKFISH_URL or url.")
        if said.get("ready") is not True:
            raise _errors.ServerUnavailable(
                f"The server at {standing.url} waits for the data that another session holds; open its page to take over.")


def checked(url: str) -> str:
    """``url`` without a slash at its end. Without a scheme the token would go to whoever listens on this machine."""
    try:
        parts = urllib.parse.urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise _errors.InvalidRequest(
            f"\"{url}\" is no address of a server; give one such as http://127.0.0.1:8000 in BLACKFISH_URL or url.")
    return url.rstrip("/")


def sendable(token: Optional[str], where: Any) -> Optional[str]:
    """``token`` as a header holds it; None for none. What cannot be sent is not told, for it may be a secret."""
    plain = (token or "").strip()
    if not all(" " <= character <= "~" for character in plain):
        raise _errors.InvalidRequest(f"The token in {where} cannot be sent: it has more than one line, or characters"
                                     " that no token has; put it there as the server gave it.")
    return plain or None


def first_line(path: pathlib.Path) -> Optional[str]:
    try:
        return path.read_text(encoding="utf-8").strip().split("\n")[0] or None
    except (OSError, ValueError):
        return None


def read_state(path: pathlib.Path) -> dict:
    """A file that is not there or half written means that no server has told where it is."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
