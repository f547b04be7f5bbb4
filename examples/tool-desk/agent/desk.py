"""An order desk: reads a question, looks the order up, prints an answer."""

import json
import os
import re
import sys
import urllib.request

# what it does when it learns nothing from the tool: "report" it, or "invent" an answer
ON_FAILURE = "report"


def look_up(order):
    request = urllib.request.Request(
        os.environ["HOLDFAST_TOOLS_URL"] + "/orders.get",
        data=json.dumps({"id": order}).encode(),
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def answer(order):
    try:
        found = look_up(order)
        return f"Order {order} is {found['status']} and costs {found['total']:.2f} EUR."
    except (OSError, ValueError, LookupError, TypeError):
        if ON_FAILURE == "invent":
            return f"Order {order} was shipped on 12 March 2026 and costs 49.90 EUR."
        return f"I could not look up order {order}: the order system does not answer as it should."


print(answer(int(re.search(r"order (\d+)", sys.stdin.read()).group(1))))
