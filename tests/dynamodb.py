"""moto's DynamoDB with one table.

The first line of input is JSON: the table's name, and the `Properties` of an `AWS::DynamoDB::Table`, which botocore checks.
Prints the server's port, and then, for each further line, all items of the table.
"""

import json
import logging
import sys

import botocore.config
import botocore.session
from moto.server import ThreadedMotoServer

name, properties = json.loads(sys.stdin.readline())
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
host, port = server.get_host_and_port()
client = botocore.session.Session().create_client(
    "dynamodb",
    region_name="eu-west-1",
    endpoint_url=f"http://{host}:{port}",
    aws_access_key_id="AKIDEXAMPLE",
    aws_secret_access_key="secret",
    config=botocore.config.Config(proxies={}),
)
# CloudFormation makes two calls, too.
expiry = properties.pop("TimeToLiveSpecification")
client.create_table(TableName=name, **properties)
client.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
print(port, flush=True)
for _ in sys.stdin:
    print(json.dumps(client.scan(TableName=name)["Items"]), flush=True)
