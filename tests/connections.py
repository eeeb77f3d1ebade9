"""Judges calls of the `@connections` API: botocore, which is AWS's code, signs each received request again.

`connections.py serve` prints its port, and then a line of JSON for each request. The first characters of a connection ID
decide the response; see ANSWERS. `connections.py call PORT ID` posts to such a server as boto3 does.

`connections.py agent SECONDS FAILURES` prints its port, and serves container credentials with this lifetime after this
number of failures. It prints a line for each request. `connections.py credentials` prints the credentials that botocore finds.
"""

import datetime
import http.server
import json
import sys
import threading
import time
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.session

KEYS = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
REGION = "eu-west-1"
INFO = {
    "connectedAt": "2024-11-11T13:45:35.513Z",
    "identity": {"sourceIp": "166.90.225.1", "userAgent": "judge"},
    "lastActiveAt": "2024-11-11T13:45:46Z",
}
SUCCESSES = {"POST": (200, {}, b""), "GET": (200, {}, json.dumps(INFO).encode()), "DELETE": (204, {}, b"")}


def failure(status, kind, message=None):
    body = b"" if message is None else json.dumps({"message": message}).encode()
    return status, {"x-amzn-ErrorType": kind}, body


# The first characters of a connection ID, the responses, and their number before a success.
ALWAYS = 1_000_000
ANSWERS = {
    "gone": (failure(410, "GoneException"), ALWAYS),
    "large": (failure(413, "PayloadTooLargeException"), ALWAYS),
    "forbidden": (failure(403, "ForbiddenException", "not for you"), ALWAYS),
    "malformed": (failure(400, "BadRequestException", "Invalid connectionId: malformed"), ALWAYS),
    "busy": (failure(429, "LimitExceededException"), 1),
    "throttled": (failure(429, "LimitExceededException"), ALWAYS),
    "broken": (failure(503, "InternalServerException"), 2),
    "page": ((502, {}, b"<html>" + b"x" * 10_000_000), ALWAYS),
}


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.in_flight = 0
        self.answered = {}

    def handle_error(self, request, client_address):
        pass  # The client stops reading a long response.


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        canonical, wrong = self.judge(body)
        encoded = self.path.rpartition("/@connections/")[2]
        ident = urllib.parse.unquote(encoded)
        if not wrong and urllib.parse.quote(ident, safe="-._~") != encoded:
            wrong = f"`{encoded}` is not encoded as AWS wants it"
        with self.server.lock:
            self.server.in_flight += 1
            line = {
                "method": self.command,
                "path": self.path,
                "canonical": canonical,
                "id": ident,
                "body": body[:1000].decode(),
                "size": len(body),
                "token": self.headers.get("x-amz-security-token"),
                "in_flight": self.server.in_flight,
                "wrong": wrong,
            }
            print(json.dumps(line), flush=True)
            answer, times = ANSWERS.get(ident.split("-")[0], (None, 0))
            count = self.server.answered.get(ident, 0)
            self.server.answered[ident] = count + 1
        if ident.startswith("slow"):
            time.sleep(0.05)
        if wrong:
            answer = failure(403, "ForbiddenException", wrong)
        elif count >= times:
            answer = SUCCESSES[self.command]
        with self.server.lock:
            self.server.in_flight -= 1
        if ident.startswith("lost"):
            self.close_connection = True
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if ident.startswith("closing"):
            self.close_connection = True

    do_POST = do_GET = do_DELETE = do

    def judge(self, body):
        """Returns the canonical path, and the fault of the signature."""
        fields = dict(
            part.strip().split("=", 1)
            for part in self.headers.get("authorization", "").removeprefix("AWS4-HMAC-SHA256 ").split(",")
            if "=" in part
        )
        if set(fields) != {"Credential", "SignedHeaders", "Signature"}:
            return None, "Missing Authentication Token"
        names = fields["SignedHeaders"].split(";")
        for name in ["host", "x-amz-date", *(n for n in ["x-amz-security-token"] if n in self.headers)]:
            if name not in names:
                return None, f"`{name}` is not signed"
        stamp = self.headers["x-amz-date"]
        written = datetime.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc)
        if abs((datetime.datetime.now(datetime.timezone.utc) - written).total_seconds()) > 300:
            return None, f"{stamp} is not now"
        if fields["Credential"] != f"{KEYS[0]}/{stamp[:8]}/{REGION}/execute-api/aws4_request":
            return None, f"the scope is {fields['Credential']}"

        request = botocore.awsrequest.AWSRequest(
            method=self.command,
            url=f"http://{self.headers['host']}{self.path}",
            headers={name: self.headers[name] for name in names},
            data=body,
        )
        request.context["timestamp"] = stamp
        token = self.headers.get("x-amz-security-token")
        credentials = botocore.credentials.Credentials(*KEYS, token)
        auth = botocore.auth.SigV4Auth(credentials, "execute-api", REGION)
        canonical = auth.canonical_request(request)
        signature = auth.signature(auth.string_to_sign(request, canonical), request)
        wrong = None if signature == fields["Signature"] else f"the signature is not that of {canonical!r}"
        return canonical.split("\n")[1], wrong

    def log_message(self, *args):
        pass


def call(port, ident):
    session = botocore.session.Session()
    client = session.create_client(
        "apigatewaymanagementapi",
        region_name=REGION,
        endpoint_url=f"http://127.0.0.1:{port}/prod",
        aws_access_key_id=KEYS[0],
        aws_secret_access_key=KEYS[1],
        config=botocore.config.Config(proxies={}),
    )
    client.post_to_connection(ConnectionId=ident, Data=b"hello")


class Agent(http.server.BaseHTTPRequestHandler):
    """Serves the credentials of a container, as the agents of ECS and EKS do."""

    protocol_version = "HTTP/1.1"
    seconds = failures = 0

    def do_GET(self):
        names = ["accept", "authorization"]
        print(json.dumps([self.path, *(self.headers.get(name) for name in names)]), flush=True)
        status = 200
        if Agent.failures:
            Agent.failures -= 1
            status = 500
        expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=Agent.seconds)
        body = json.dumps({
            "RoleArn": "arn:aws:iam::123456789012:role/task",
            "AccessKeyId": KEYS[0],
            "SecretAccessKey": KEYS[1],
            "Token": "of the container",
            "Expiration": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


if sys.argv[1] == "agent":
    Agent.seconds, Agent.failures = map(int, sys.argv[2:])
    agent = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Agent)
    print(agent.server_port, flush=True)
    agent.serve_forever()
elif sys.argv[1] == "credentials":
    print(json.dumps(botocore.session.Session().get_credentials().get_frozen_credentials()[:3]))
elif sys.argv[1] == "serve":
    server = Server()
    print(server.server_port, flush=True)
    server.serve_forever()
else:
    call(*sys.argv[2:])
