"""run.py VECTORS BASE_URL RESULTS: makes the calls of the vectors and writes what came back."""

import inspect
import json
import re
import sys
import typing
from typing import Any

import ghbilling.api
import simplejson
from ghbilling import ApiException, Configuration
from ghbilling_exact import ExactApiClient


def plain(name: str) -> str:
    """A name as it is compared: without regard to case and underscores, or to the prefix of Python's own words."""
    return re.sub(r"^var_|[^A-Za-z0-9]", "", name).lower()


def method_of(operation: str, client: ExactApiClient) -> Any:
    wanted = plain(operation + "_with_http_info")
    apis: list[tuple[str, Any]] = inspect.getmembers(ghbilling.api, inspect.isclass)
    for _, api in apis:
        for name, _ in inspect.getmembers(api, inspect.isfunction):
            if plain(name) == wanted:
                return getattr(api(client), name)
    raise LookupError(f"no operation {operation}")


def arguments(method: Any, vector: dict[str, Any], names: list[str]) -> dict[str, Any]:
    given = {plain(parameter["name"]): parameter["value"] for parameter in vector["parameters"]}
    types = typing.get_type_hints(method)
    found = {}
    for name in inspect.signature(method).parameters:
        if plain(name) in given:
            found[name] = given[plain(name)]
        elif not name.startswith("_") and plain(name) not in map(plain, names) and "body" in vector:
            model = types[name]
            found[name] = model.from_dict(vector["body"]) if hasattr(model, "from_dict") else vector["body"]
    return found


def call(vector: dict[str, Any], names: list[str], base_url: str) -> dict[str, Any]:
    client = ExactApiClient(Configuration(host=base_url, access_token=vector["token"], retries=0))
    try:
        method = method_of(vector["operation"], client)
        response = method(**arguments(method, vector, names))
        status, data = response.status_code, response.data
    except ApiException as e:
        status, data = e.status, e.data
        if data is None and e.body:
            data = parsed(e.body)
    except Exception as e:
        return {"vector": vector["id"], "failure": repr(e)}
    result = {"vector": vector["id"], "status": status}
    if data is not None:
        result["json"] = simplejson.dumps(client.sanitize_for_serialization(data), use_decimal=True)
    return result


def parsed(text: str) -> Any:
    """The body of a response that the contract doesn't describe, if it is JSON."""
    try:
        return simplejson.loads(text, use_decimal=True)
    except ValueError:
        return None


def main(vectors_file: str, base_url: str, results_file: str) -> None:
    with open(vectors_file, encoding="utf-8") as file:
        document = simplejson.load(file, use_decimal=True)
    results = [
        call(vector, document["operations"][vector["operation"]], f"{base_url}/python/{index}")
        for index, vector in enumerate(document["vectors"])
    ]
    with open(results_file, "w", encoding="utf-8") as file:
        json.dump({"language": "python", "results": results}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
