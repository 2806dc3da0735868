"""Runs the SQL of docs/queries.md on a store: each query has an answer, and the
effects on the score add up to its change. The store is in the directory that
the argument names, which has the demo's store below it."""

import glob
import gzip
import json
import os
import re
import sys

import duckdb

page = open("docs/queries.md", encoding="utf-8").read()
page, athena = page.split("## Athena")
os.chdir(sys.argv[1])
db = duckdb.connect()
views, questions = page.split("## Ten questions")
for block in re.findall(r"```sql\n(.*?)```", views, re.S):
    db.execute(block)

asked = re.findall(r"### (.*?)\n.*?```sql\n(.*?)```", questions, re.S)
if len(asked) != 10:
    sys.exit(f"docs/queries.md has {len(asked)} questions, not ten")
failed = False
for question, query in asked:
    rows = db.execute(query).fetchall()
    print(f"{len(rows):4} rows: {question}")
    failed |= not rows

why = next(query for question, query in asked if question.startswith("Why"))
effects = db.execute(f"SELECT sum(effect) FROM ({why.strip().rstrip(';')})").fetchone()[0]
change = db.execute(
    "SELECT 100 * (arg_max(current / max, date) - arg_min(current / max, date)) FROM snapshots"
).fetchone()[0]
print(f"the effects add up to {effects:.6f} of {change:.6f} percentage points")
failed |= abs(effects - change) > 0.005

# Athena itself is not here. Its columns have to be fields of what is stored.
stored = set()
for name in glob.glob("store/tenants/*/snapshots/*.json.gz"):
    with gzip.open(name) as file:
        day = json.load(file)
    for fields in [day, *day["controls"]]:
        stored |= {field.lower() for field in fields}
table = athena.split("(\n", 1)[1].split("PARTITIONED", 1)[0]
columns = set(re.findall(r"`?(\w+)`?(?:\s+|:)(?:int|date|double|string|array)", table))
print(f"{len(columns)} columns of Athena, of which these are not stored: {sorted(columns - stored)}")
failed |= bool(columns - stored) or len(columns) < 15
sys.exit(1 if failed else 0)
