"""Judges what govulncheck found: python3 vulnerabilities.py EXCEPTIONS <findings.json

Fails for a vulnerability in code that our code calls, unless the file of
exceptions lists it, and for an exception that has ended or fits no finding."""

import datetime
import json
import re
import sys


def messages(text):
    """The objects of govulncheck's output, which stand one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        message, at = decoder.raw_decode(text, at)
        yield message


def exceptions(path):
    """Ids with the last day and the reason. A line: GO-2026-0001 until 2027-01-31: reason"""
    found = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.strip() or line.startswith("#"):
                continue
            m = re.fullmatch(r"(GO-\d+-\d+) until (\d{4}-\d\d-\d\d): (\S.*)", line.strip())
            if not m:
                sys.exit(f"{path}: not an exception: {line.strip()}")
            found[m[1]] = (datetime.date.fromisoformat(m[2]), m[3])
    return found


def main(path):
    texts, called, others = {}, {}, set()
    for message in messages(sys.stdin.read()):
        if osv := message.get("osv"):
            texts[osv["id"]] = osv.get("summary", "")
        if finding := message.get("finding"):
            at = finding["trace"][0]
            if "function" in at:
                fixed = finding.get("fixed_version", "no version")
                called[finding["osv"]] = f"{at['module']} {at.get('version', '')}, fixed in {fixed}"
            else:
                others.add(finding["osv"])
    excepted, failed = exceptions(path), False
    for vulnerability in sorted(called):
        end, reason = excepted.pop(vulnerability, (datetime.date.min, ""))
        accepted = end >= datetime.date.today()
        failed |= not accepted
        state = f"accepted until {end}: {reason}" if accepted else "CALLED"
        print(f"{vulnerability}: {texts.get(vulnerability)}: {called[vulnerability]}: {state}")
    for vulnerability in sorted(excepted):
        print(f"{vulnerability} is listed in {path} and was not found: remove it")
        failed = True
    print(f"{len(called)} known vulnerabilities in code that is called, {len(others - set(called))} in code that is not")
    sys.exit(failed)


main(sys.argv[1])
