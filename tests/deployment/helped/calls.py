"""Calls to the server in this process. botocore checks their arguments."""

import functools

import botocore.config
import botocore.session

# Set when the server has started.
PORT = 0


@functools.cache
def service(name, region):
    return botocore.session.Session().create_client(
        name,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{PORT}",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=botocore.config.Config(proxies={}, retries={"total_max_attempts": 1}, max_pool_connections=50),
    )
