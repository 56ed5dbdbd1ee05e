"""Stands in for your function."""
import json
import os


def handler(event, context):
    print(json.dumps(event, default=str))
    body = {"function": context.function_name, "uses": sorted(USED.intersection(os.environ))}
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}


USED = {"CONTACTS_TABLE"}
