#!/usr/bin/env python3
"""Measures how late waiting jobs start, over HTTP, in a service that runs.

    src/jmh/waiting/lateness.py URL MEASUREMENT…

    due=LONGS      JOBS (3,000) short jobs with start times spread over a minute, beside LONGS factorials of LONG_N (1,000,000,
                   iterative): startedAt - startAt, and finishedAt - startAt as "end"
    graph          10,000 jobs: 100 chains of 50 jobs, 4,000 single jobs, 900 jobs after 8 single jobs each, and 100 jobs after 20
                   single jobs or ends of chains each; the jobs without predecessors are due at the same instant:
                   startedAt - finishedAt of the last predecessor
    scheduled      SCHEDULED (1,000,000) jobs that start in some hours, in batches of 1,000 over four connections: the time to
                   submit and to list them, and the heap before and after. The jobs remain in the store

Each measurement prints one line of JSON, with times in milliseconds. Start the service with an empty data directory. With PID, the
process of the service, the heap is read after a full collection (`jcmd`).
"""
import datetime
import http.client
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse

JOBS = int(os.environ.get("JOBS", 3_000))
LONG_N = int(os.environ.get("LONG_N", 1_000_000))
SCHEDULED = int(os.environ.get("SCHEDULED", 1_000_000))
PID = os.environ.get("PID")
BATCH = 1_000
CONNECTIONS = 4
SHORT = {"n": 20}


class Connection:
    def __init__(self, url):
        self.http = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)
        self.used = time.time()

    def send(self, method, path, body=None):
        if time.time() - self.used > 10:
            self.http.close()  # the service closes idle connections; the request opens a new one
        self.used = time.time()
        headers = {} if body is None else {"Content-Type": "application/json"}
        self.http.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.http.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f"{method} {path}: {answer.status} {text[:500]}")
        return text

    def call(self, method, path, body=None):
        return json.loads(self.send(method, path, body))

    def submit(self, jobs):
        """Their ids."""
        return [job["id"] for job in self.call("POST", "/v1/jobs/batch", {"jobs": jobs})["jobs"]]

    def job(self, i):
        return self.call("GET", f"/v1/jobs/{i}")

    def ended(self, label, count):
        """All jobs with a label by their ids, when they have ended."""
        for state in ("waiting", "scheduled", "queued", "running"):
            while self.call("GET", f"/v1/jobs?pageSize=1&label={label}&state={state}")["jobs"]:
                time.sleep(0.2)
        jobs, token = {}, ""
        while True:
            page = self.call("GET", f"/v1/jobs?pageSize=200&label={label}" + (token and f"&pageToken={token}"))
            jobs.update((job["id"], job) for job in page["jobs"])
            token = page.get("nextPageToken")
            if not token:
                break
        succeeded = sum(job["state"] == "succeeded" for job in jobs.values())
        if succeeded != count:
            sys.exit(f"{succeeded} of {count} jobs have succeeded")
        return jobs


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="milliseconds")


def milliseconds(text):
    return datetime.datetime.fromisoformat(text).timestamp() * 1e3


def percentiles(values):
    values = sorted(values)
    return {name: round(values[min(len(values) - 1, int(len(values) * p))], 1)
            for name, p in (("p50", .5), ("p99", .99), ("max", 1))}


def batches(jobs):
    return [jobs[i:i + BATCH] for i in range(0, len(jobs), BATCH)]


def label():
    return f"lateness:{time.time_ns()}"


def labelled(jobs, mark):
    key, value = mark.split(":")
    return [job | {"labels": {key: value}} for job in jobs]


def due(connection, longs):
    long = connection.submit([{"n": LONG_N, "algorithm": "iterative"}] * longs) if longs else []
    while any(connection.job(i)["state"] == "queued" for i in long):
        time.sleep(0.1)
    mark, start = label(), time.time() + 10
    jobs = [SHORT | {"startAt": iso(start + random.uniform(0, 60))} for _ in range(JOBS)]
    for batch in batches(labelled(jobs, mark)):
        connection.submit(batch)
    if time.time() > start:
        sys.exit("the submission took too long")
    time.sleep(max(0, start + 60 - time.time()))
    still = sum(connection.job(i)["state"] == "running" for i in long)
    found = connection.ended(mark, JOBS)
    for i in long:
        if connection.job(i)["state"] == "running":
            connection.send("POST", f"/v1/jobs/{i}/cancel", {})
    late = [milliseconds(job["startedAt"]) - milliseconds(job["startAt"]) for job in found.values()]
    return {"measurement": "due", "longs": longs, "longs_at_the_end": still, "jobs": JOBS} | percentiles(late) | {
        "end": percentiles([milliseconds(job["finishedAt"]) - milliseconds(job["startAt"]) for job in found.values()])}


def graph(connection):
    mark, start = label(), iso(time.time() + 20)
    after = {}  # of each job, the ids of its predecessors
    chains = [SHORT | ({"name": f"{c}-{k}"} | ({"after": [f"{c}-{k - 1}"]} if k else {"startAt": start}))
              for c in range(100) for k in range(50)]
    ids = []
    for batch in batches(labelled(chains, mark)):
        got = connection.submit(batch)
        ids += got
        after.update((i, [before]) for place, (before, i) in enumerate(zip(got, got[1:])) if (place + 1) % 50)
    ends = ids[49::50]
    singles = []
    for batch in batches(labelled([SHORT | {"startAt": start}] * 4_000, mark)):
        singles += connection.submit(batch)
    for count, width, candidates in ((900, 8, singles), (100, 20, singles + ends)):
        chosen = [random.sample(candidates, width) for _ in range(count)]
        got = connection.submit(labelled([SHORT | {"after": some} for some in chosen], mark))
        after.update(zip(got, chosen))
    if iso(time.time()) > start:
        sys.exit("the submission took too long")
    found = connection.ended(mark, 10_000)
    late = [milliseconds(found[i]["startedAt"]) - max(milliseconds(found[b]["finishedAt"]) for b in before)
            for i, before in after.items()]
    if min(late) < 0:
        sys.exit("a job has started before the end of its predecessor")
    all_late = [milliseconds(job["startedAt"]) - milliseconds(start) for i, job in found.items() if i not in after]
    whole = max(milliseconds(job["finishedAt"]) for job in found.values()) - milliseconds(start)
    return {"measurement": "graph", "jobs": 10_000, "edges": sum(map(len, after.values()))} | percentiles(late) | {
        "due_together": percentiles(all_late), "whole": round(whole)}


def heap(connection):
    """In megabytes."""
    if PID:
        home = os.environ.get("JAVA_HOME")
        subprocess.run([f"{home}/bin/jcmd" if home else "jcmd", PID, "GC.run"], check=True, stdout=subprocess.DEVNULL)
    metrics = connection.send("GET", "/actuator/prometheus").decode()
    used = re.findall(r'^jvm_memory_used_bytes\{area="heap".*\} (\S+)$', metrics, re.M)
    return round(sum(map(float, used)) / 1e6, 1)


def scheduled(url, connection):
    heap_before, begin = heap(connection), time.time()
    counts = [SCHEDULED // CONNECTIONS // BATCH * BATCH] * CONNECTIONS

    def submit(count):
        own = Connection(url)
        for _ in range(count // BATCH):
            jobs = [SHORT | {"startAt": iso(begin + random.uniform(2, 4) * 3600)} for _ in range(BATCH)]
            own.send("POST", "/v1/jobs/batch", {"jobs": jobs})

    threads = [threading.Thread(target=submit, args=[count]) for count in counts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.time() - begin
    heap_after = heap(connection)

    def listing(query):
        took = []
        for _ in range(50):
            start = time.perf_counter()
            connection.send("GET", "/v1/jobs?" + query)
            took.append((time.perf_counter() - start) * 1e3)
        return percentiles(took)

    return {"measurement": "scheduled", "jobs": sum(counts), "seconds": round(seconds, 1),
            "jobs_per_s": round(sum(counts) / seconds), "heap_before_mb": heap_before, "heap_after_mb": heap_after,
            "listing_by_start": listing("order=startAt&pageSize=100"), "listing": listing("pageSize=100")}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    url = sys.argv[1]
    connection = Connection(url)
    for measurement in sys.argv[2:]:
        name, _, argument = measurement.partition("=")
        if name == "due":
            result = due(connection, int(argument or 0))
        elif name == "graph":
            result = graph(connection)
        elif name == "scheduled":
            result = scheduled(url, connection)
        else:
            sys.exit(__doc__)
        print(json.dumps(result), flush=True)


main()
