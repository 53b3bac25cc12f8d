"""One process a build: reads a request, talks to TensorRT, writes events. See README.md."""
