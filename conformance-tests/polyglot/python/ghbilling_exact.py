"""The generated client, but with every digit of a number kept."""

from decimal import Decimal
from typing import Any

import simplejson
from ghbilling import ApiClient, api_client, rest


class _ExactJson:
    """What the generated client uses of the module json, which reads into floats and can't write a Decimal."""

    @staticmethod
    def loads(text: str) -> Any:
        return simplejson.loads(text, use_decimal=True)

    @staticmethod
    def dumps(value: Any) -> str:
        return simplejson.dumps(value, use_decimal=True)


setattr(api_client, "json", _ExactJson)
setattr(rest, "json", _ExactJson)


class ExactApiClient(ApiClient):
    """A client that reads and writes numbers with a fraction as Decimal. The generated one would send a Decimal as text."""

    def sanitize_for_serialization(self, obj: Any) -> Any:
        if isinstance(obj, Decimal):
            return obj
        return super().sanitize_for_serialization(obj)  # type: ignore[no-untyped-call]
