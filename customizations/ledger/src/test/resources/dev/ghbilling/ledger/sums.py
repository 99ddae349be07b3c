"""Adds up the landed files of a ledger, with nothing but what Python brings along.

A row counts if the manifest says that its file has the row's day. Prints for each type and month
the number of rows and the sums of four columns.
"""
import collections, csv, decimal, gzip, io, json, pathlib, sys

decimal.getcontext().prec = 100
COLUMNS = ("quantity", "gross_amount", "discount_amount", "net_amount")
store = pathlib.Path(sys.argv[1])
manifest = json.loads((store / "manifest.json").read_text())
sums = collections.defaultdict(lambda: [0, *(decimal.Decimal(0) for _ in COLUMNS)])
for number, landing in enumerate(manifest["landings"], 1):
    days = {d for d, day in manifest["days"][landing["type"]].items() if day["landing"] == number}
    for file in landing["files"]:
        text = gzip.open(store / file["path"]).read().decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text)):
            day = row["date"][:10]
            if day in days:
                total = sums[landing["type"], day[:7]]
                total[0] += 1
                for i, column in enumerate(COLUMNS, 1):
                    total[i] += decimal.Decimal(row[column] or 0)
for key in sorted(sums):
    count, *amounts = sums[key]
    print("|".join([*key, str(count), *(f"{amount:.18f}" for amount in amounts)]))
