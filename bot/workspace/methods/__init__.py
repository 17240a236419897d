"""The Web API methods the bot uses, one file for each family."""
