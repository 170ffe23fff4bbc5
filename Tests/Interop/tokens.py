"""What gives out tokens as Google's cloud does, on this machine, and knows whose they are."""

import http.server
import json
import pathlib
import secrets
import threading
import urllib.parse

try:
    import google.auth.jwt
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
except ImportError as error:
    raise SystemExit(f"{error}; install it with: make setup") from error

ACCOUNT = "tester@project.iam.example"
MACHINE = "machine@project.iam.example"
USER = "user@example.com"
AUDIENCE = "https://foo.test.google.fr/grpc.testing.TestService"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class Tokens:
    """A metadata server and a token endpoint, described by files in a folder:

    `service_account.json` and `authorized_user.json` as Google's tools write them, and
    `metadata_host` with the address of the metadata server.
    """

    def __init__(self, folder):
        self.given = {}
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.public_key = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        self.endpoint = f"http://{host}/token"
        self.user = {
            "type": "authorized_user", "client_id": "id", "client_secret": "s&cret",
            "refresh_token": "1//ä refresh", "token_uri": self.endpoint,
        }
        account = {
            "type": "service_account", "client_email": ACCOUNT, "private_key_id": "key-1",
            "token_uri": self.endpoint,
            "private_key": key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption()).decode(),
        }
        folder = pathlib.Path(folder)
        (folder / "service_account.json").write_text(json.dumps(account))
        (folder / "authorized_user.json").write_text(json.dumps(self.user))
        (folder / "metadata_host").write_text(host)

    def give(self, name, scope):
        token = secrets.token_urlsafe()
        self.given[token] = (name, scope)
        return {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def signed(self, token, audience):
        """The claims of a token that the account signed; raises ValueError if it did not."""
        claims = google.auth.jwt.decode(token, certs=self.public_key, audience=audience)
        if claims["iss"] != ACCOUNT or claims["sub"] != ACCOUNT:
            raise ValueError(f"the token is of {claims['iss']}")
        if google.auth.jwt.decode_header(token).get("kid") != "key-1":
            raise ValueError("the token does not name its key")
        return claims

    def owner(self, token):
        """Whose token it is, and for which scope; raises ValueError if it is nobody's."""
        if token in self.given:
            return self.given[token]
        self.signed(token, AUDIENCE)
        return ACCOUNT, ""

    def token_for(self, form):
        if form["grant_type"] == JWT_GRANT:
            claims = self.signed(form["assertion"], self.endpoint)
            return self.give(ACCOUNT, claims["scope"])
        if form["grant_type"] == "refresh_token":
            wanted = ("refresh_token", "client_id", "client_secret")
            if all(form[name] == self.user[name] for name in wanted):
                return self.give(USER, "")
        raise ValueError("the grant is not known")

    def handler(self):
        tokens = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                path = "/computeMetadata/v1/instance/service-accounts/default/token"
                if url.path != path or self.headers["Metadata-Flavor"] != "Google":
                    return self.send_error(404)
                scope = urllib.parse.parse_qs(url.query).get("scopes", [""])[0]
                return self.answer(tokens.give(MACHINE, scope))

            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = dict(urllib.parse.parse_qsl(text, strict_parsing=True))
                try:
                    return self.answer(tokens.token_for(form))
                except (KeyError, ValueError) as error:
                    return self.send_error(400, repr(error))

            def answer(self, fields):
                body = json.dumps(fields).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        return Handler
