"""The generated client, but with every digit of a number kept, and null told from a property that isn't there."""

import inspect
from decimal import Decimal
from typing import Any

import simplejson
from ghbilling import ApiClient, api_client, models, rest


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


def _keep_absence(model: Any) -> None:
    """Makes a model read a property that isn't there as not set. The generated code would write it again as null."""
    read = model.from_dict

    def from_dict(given: Any) -> Any:
        made = read(given)
        if isinstance(given, dict):
            absent = {name for name, field in model.model_fields.items() if (field.alias or name) not in given}
            made.model_fields_set.difference_update(absent)
        return made

    model.from_dict = from_dict


for _, _model in inspect.getmembers(models, inspect.isclass):
    if hasattr(_model, "from_dict"):
        _keep_absence(_model)


class ExactApiClient(ApiClient):
    """A client that reads and writes numbers with a fraction as Decimal. The generated one would send a Decimal as text."""

    def sanitize_for_serialization(self, obj: Any) -> Any:
        if isinstance(obj, Decimal):
            return obj
        return super().sanitize_for_serialization(obj)  # type: ignore[no-untyped-call]
