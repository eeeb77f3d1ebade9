"""moto's CloudFormation and the services of the templates' resources, with the additions in `helped`.

Prints the server's port, and then, for each line of input, the routes that each deployment of an API has frozen, as JSON.
"""

import json
import logging
import os
import sys

sys.dont_write_bytecode = True
# Without this setting moto has no AWS managed policies, which roles attach.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from moto.server import ThreadedMotoServer  # noqa: E402

from helped import calls, gateway, resources, stacks  # noqa: E402, F401

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
calls.PORT = server.get_host_and_port()[1]
print(calls.PORT, flush=True)
for _ in sys.stdin:
    print(json.dumps(gateway.DEPLOYED), flush=True)
