package io.rungate.cli;

import java.util.List;
import java.util.Map;

/** What a run leaves for the next one, so that it need not be made again. */
record CacheCommand(Console console) implements CommandGroup {
  @Override
  public String name() {
    return "cache";
  }

  @Override
  public CommandSpec spec() {
    return new CommandSpec(
        List.of("Show, tidy and fill the folder of compiled packs."),
        List.of(),
        List.of(),
        Map.of());
  }

  @Override
  public List<Entry> members() {
    return List.of(
        new CacheListCommand(console),
        new CacheCleanCommand(console),
        new CacheWarmCommand(console));
  }
}
