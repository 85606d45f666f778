"""The tasks of the Celery worker that latency is measured on; see celery.sh."""
import os

from celery import Celery
from celery.signals import worker_ready

redis = f"redis://127.0.0.1:{os.environ['REDIS_PORT']}"
app = Celery("celery_app", broker=redis + "/0", backend=redis + "/1")


@app.task
def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return hex(product)  # decimal digits would take longer than the product


@worker_ready.connect
def tell(**_):
    print("WORKER-READY", flush=True)
