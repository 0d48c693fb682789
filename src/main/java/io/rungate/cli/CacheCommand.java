package io.rungate.cli;

import picocli.CommandLine.Command;

/** What a run leaves for the next one, so that it need not be made again. */
@Command(name = "cache", description = "Show, tidy and fill the folder of compiled packs.")
final class CacheCommand {}
