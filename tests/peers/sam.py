"""Generates the template with SAM's translator.

  sam.py source ROUTES LAYOUT    prints the template for SAM
  sam.py FILE OUT                writes the template in CloudFormation's form
  sam.py warm FILE RUNS          prints the median of RUNS calls in one process, in seconds
"""

import json
import logging
import pathlib
import statistics
import sys
import time

FUNCTION = {"Runtime": "provided.al2023", "Handler": "bootstrap", "CodeUri": "s3://bucket/code.zip"}
# The managed policies by name. SAM's command line requests them from AWS.
POLICIES = {"AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}


def main(arguments):
    if arguments[0] == "source":
        print(json.dumps(source(int(arguments[1]), arguments[2]), indent=2))
    elif arguments[0] == "warm":
        text = pathlib.Path(arguments[1]).read_text()
        times = []
        translate(text)
        for _ in range(int(arguments[2])):
            start = time.perf_counter()
            translate(text)
            times.append(time.perf_counter() - start)
        print(statistics.median(times))
    else:
        pathlib.Path(arguments[1]).write_text(translate(pathlib.Path(arguments[0]).read_text()))


def source(routes, layout):
    keys = ["$connect", "$disconnect", "$default", "sendMessage", *(f"route{number}" for number in range(4, routes))]
    names = ["Function" if layout == "shared" else f"Function{number}" for number in range(routes)]
    resources = {name: {"Type": "AWS::Serverless::Function", "Properties": FUNCTION} for name in names}
    resources["Log"] = {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}
    resources["Chat"] = {
        "Type": "AWS::Serverless::WebSocketApi",
        "Properties": {
            "RouteSelectionExpression": "$request.body.action",
            "StageName": "prod",
            "AccessLogSettings": {"DestinationArn": {"Fn::GetAtt": ["Log", "Arn"]}, "Format": "$context.requestId"},
            "Routes": {key: {"FunctionArn": {"Fn::GetAtt": [name, "Arn"]}} for key, name in zip(keys, names)},
        },
    }
    return {"AWSTemplateFormatVersion": "2010-09-09", "Transform": "AWS::Serverless-2016-10-31", "Resources": resources}


def translate(text):
    # Imported here, so that `source` works without them.
    import boto3
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    # At exit it warns that no metrics were published.
    logging.disable()
    session = boto3.session.Session(region_name="us-east-1")
    return json.dumps(Translator(POLICIES, Parser(), boto_session=session).translate(json.loads(text), {}), indent=2)


if __name__ == "__main__":
    main(sys.argv[1:])
