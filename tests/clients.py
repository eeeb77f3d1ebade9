"""Runs AWS's SDK for Python and the WebSocket client `websockets`, driven by lines.

Each line of input is a JSON object: `do` names a function here, and the other members are its arguments. Each line of
output is a result.
"""

import datetime
import json
import sys
import unittest.mock

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.exceptions
import websockets.exceptions
import websockets.sync.client

REGION = "eu-west-1"
NOW = botocore.auth.get_current_datetime

# The maximum wait in seconds, far longer than necessary.
NEVER = 60

sockets = {}


def clock(age):
    """Sets the clock of signatures back by some seconds."""
    then = lambda *args, **kwargs: NOW(*args, **kwargs) - datetime.timedelta(seconds=age)
    return unittest.mock.patch("botocore.auth.get_current_datetime", then)


def change(request, **kwargs):
    request.body = b"other"


def call(endpoint, method, id, data=None, size=None, key=("any", "key"), age=0, changed=False, times=1):
    """Calls a method of the client some times, or until it fails."""
    client = boto3.client(
        "apigatewaymanagementapi",
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=key[0],
        aws_secret_access_key=key[1],
        aws_session_token=key[2] if len(key) > 2 else None,
        config=botocore.config.Config(proxies={}, retries={"total_max_attempts": 1}, read_timeout=NEVER),
    )
    if changed:
        client.meta.events.register("before-send", change)
    arguments = {"ConnectionId": id}
    if method == "post_to_connection":
        arguments["Data"] = data.encode() if size is None else b"x" * size
    with clock(age):
        for _ in range(times):
            try:
                answer = getattr(client, method)(**arguments)
            except botocore.exceptions.ClientError as error:
                status = error.response["ResponseMetadata"]["HTTPStatusCode"]
                message = error.response["Error"].get("Message", "")
                return {"error": type(error).__name__, "status": status, "message": message}
    status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
    return json.loads(json.dumps({"status": status, **answer}, default=lambda value: value.isoformat()))


def connect(name, url, offer=None, key=None, where="header", expires=60, age=0, headers=None):
    """Connects, with a signature if a key is given."""
    headers = dict(headers or {})
    if key is not None:
        request = botocore.awsrequest.AWSRequest("GET", url.replace("ws:", "http:", 1))
        credentials = botocore.credentials.Credentials(*key)
        with clock(age):
            if where == "header":
                botocore.auth.SigV4Auth(credentials, "execute-api", REGION).add_auth(request)
                headers.update(request.headers)
            else:
                auth = botocore.auth.SigV4QueryAuth(credentials, "execute-api", REGION, expires)
                auth.add_auth(request)
                url = request.url.replace("http:", "ws:", 1)
    try:
        # The connection stays open until the script ends.
        socket = websockets.sync.client.connect(
            url, subprotocols=offer, additional_headers=headers, proxy=None, open_timeout=NEVER
        ).__enter__()
    except websockets.exceptions.InvalidStatus as error:
        return {"status": error.response.status_code, "body": error.response.body.decode()}
    sockets[name] = socket
    return {"status": 101, "protocol": socket.subprotocol}


def say(name, text):
    sockets[name].send(text)


def hear(name):
    return sockets[name].recv(NEVER)


def ping(name, data):
    return sockets[name].ping(data).wait(NEVER)


def close(name, code=1000, reason=""):
    sockets[name].close(code, reason)


def closed(name):
    """Returns the close code and reason of the other side."""
    try:
        return {"heard": sockets[name].recv(NEVER)}
    except websockets.exceptions.ConnectionClosed as error:
        return [error.rcvd.code, error.rcvd.reason]


for line in sys.stdin:
    arguments = json.loads(line)
    print(json.dumps(globals()[arguments.pop("do")](**arguments)), flush=True)
