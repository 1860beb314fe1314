"""A peer: python -m bench.tuspy_upload URL FILE."""

import sys

from tusclient.client import TusClient

if __name__ == "__main__":
    TusClient(sys.argv[1]).uploader(sys.argv[2], chunk_size=8 * 1024 * 1024).upload()
