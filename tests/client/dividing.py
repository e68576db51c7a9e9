"""What a worker does in a process of its own: read its partition, hand back the ids and the report."""

from __future__ import annotations

import os

from oneroster_sdk import Partition, PullReport, read_partition


def work(partition: Partition) -> tuple[list[str], PullReport, int]:
    pull = read_partition(partition)
    return [record.sourced_id for record in pull], pull.report, os.getpid()
