# One place names the base. Whoever publishes images adds its digest (…-bookworm@sha256:…, as
# `docker buildx imagetools inspect` prints it), so that the same commit gives the same image.
# 3.11 because CI does these very steps with it, outside a container: make image-steps.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /build
COPY requirements.lock .
# No pip inside: nothing is installed into a finished image.
RUN python -m venv --without-pip /opt/venv && \
    python -m pip --python /opt/venv/bin/python install --no-cache-dir --no-compile \
        --no-deps --only-binary :all: --require-hashes --requirement requirements.lock
COPY bot /app/bot
COPY handlers /app/handlers
COPY knowledge /app/knowledge
# Packages bring their own tests along, 18 MB of them. The image is read-only: what is not compiled here
# is compiled again at every start; so is the record, which a first question compiles.
RUN find /opt/venv -type d -name tests -prune -exec rm -r {} + && \
    python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv/lib /app && \
    XDG_CACHE_HOME=/app/cache PYTHONPATH=/app /opt/venv/bin/python -m bot ask hello >/dev/null && \
    mkdir /data

FROM ${BASE}
LABEL org.opencontainers.image.title="anniversary-quotes" \
      org.opencontainers.image.description="A Telegram bot that answers from a record of quotations" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.vendor="The contributors"
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONPATH=/app \
    PYTHONSAFEPATH=1 \
    XDG_CACHE_HOME=/app/cache \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/data \
    DATA_DIR=/data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /data /data
WORKDIR /app
# A number, so that an orchestrator can see that it is not root, and a volume's owner stays the same.
USER 10001:10001
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
