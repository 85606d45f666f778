"""Long and short tasks for the Celery worker; prints one line of JSON. See celery.sh."""
import json
import os
import sys
import threading
import time

import celery
import redis

from celery_app import app, factorial

setting, longs, long_n, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
INTERVAL, GIVE_UP = 0.02, 60
store = redis.Redis(port=int(os.environ["REDIS_PORT"]), db=1)
done = {}
events = store.pubsub()
events.psubscribe("celery-task-meta-*")


def listen():
    for message in events.listen():
        if message["type"] == "pmessage":
            done[message["channel"].decode()[len("celery-task-meta-"):]] = time.perf_counter()


def wait_for(ids, limit):
    end = time.time() + limit
    while time.time() < end and not all(i in done for i in ids):
        time.sleep(0.02)


threading.Thread(target=listen, daemon=True).start()
time.sleep(0.3)
wait_for([factorial.delay(20).id for _ in range(50)], 30)

begin = time.perf_counter()
long_ids = [factorial.delay(long_n).id for _ in range(longs)]
time.sleep(0.2)
start, submitted = time.perf_counter(), {}
while time.perf_counter() - start < seconds and not (long_ids and all(i in done for i in long_ids)):
    delay = start + len(submitted) * INTERVAL - time.perf_counter()
    if delay > 0:
        time.sleep(delay)
    at = time.perf_counter()
    submitted[factorial.delay(20).id] = at
wait_for(submitted, GIVE_UP)
wait_for(long_ids, GIVE_UP)
latencies = sorted(done[i] - at for i, at in submitted.items() if i in done)
ended = [done[i] for i in long_ids if i in done]


def percentile(p):
    return round(latencies[min(len(latencies) - 1, int(len(latencies) * p))] * 1e3, 2) if latencies else None


print(json.dumps({"system": f"Celery {celery.__version__}", "setting": setting, "longs": longs, "long_n": long_n,
                  "shorts": len(submitted), "unfinished": len(submitted) - len(latencies), "p50_ms": percentile(.5),
                  "p99_ms": percentile(.99), "max_ms": percentile(1),
                  "longs_per_s": round(len(ended) / (max(ended) - begin), 3) if ended else 0}), flush=True)
