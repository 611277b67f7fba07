#!/bin/sh
# The command as the service has it: its token, its data, its variables. docs/operate.md tells where it goes.
export TELEGRAM_BOT_TOKEN_FILE=/etc/anniversary-bot/token
export DATA_DIR=/var/lib/anniversary-bot
file=/etc/anniversary-bot/environment
if [ -f "$file" ]; then
    # Read, and not run: an address may hold signs that mean something to a shell, as it may not to systemd.
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in [A-Z]*=*) export "${line?}" ;; esac
    done <"$file"
fi
exec /opt/anniversary-bot/bin/anniversary-bot "$@"
