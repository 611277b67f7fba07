"""The process: settings, commands, transports."""
