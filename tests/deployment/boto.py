"""Makes calls with botocore. Each line of input is JSON, [service, operation, arguments]; each line of output is the
response with all pages.

The program's arguments are the server's port and the Region.
"""

import json
import sys

from botocore.exceptions import ClientError

sys.dont_write_bytecode = True
from helped import calls  # noqa: E402

calls.PORT, region = int(sys.argv[1]), sys.argv[2]
for line in sys.stdin:
    service, operation, arguments = json.loads(line)
    try:
        client = calls.service(service, region)
        method = operation.replace("-", "_")
        if client.can_paginate(method):
            answer = client.get_paginator(method).paginate(**arguments).build_full_result()
        else:
            answer = getattr(client, method)(**arguments)
            del answer["ResponseMetadata"]
    except ClientError as error:
        answer = {"Error": error.response["Error"]}
    print(json.dumps(answer, default=str), flush=True)
