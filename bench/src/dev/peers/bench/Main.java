package dev.peers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What `bench/run` runs.
final class Main {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final List<String> ALL =
      List.of("throughput", "flood", "housekeeping", "flat", "start");
  private static final String ENDURANCE = "endurance";

  private Main() {}

  /// @param arguments the parts to run, or none for all, and `--long`
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    List<String> named = given.stream().filter(each -> !each.startsWith("--")).toList();
    if (!named.stream().allMatch(each -> ALL.contains(each) || each.equals(ENDURANCE))
        || !Set.of("--long").containsAll(rest(given, named))) {
      System.err.println(
          "usage: bench/run [--long] [throughput] [flood] [housekeeping] [flat] [start]"
              + " [endurance]");
      System.exit(2);
    }
    Table table = new Table();
    Facts.tell(table);
    for (String part : named.isEmpty() ? ALL : named) {
      run(part, table, given.contains("--long"));
    }
    if (named.isEmpty() && given.contains("--long")) {
      run(ENDURANCE, table, true);
    }
    table.print();
  }

  private static List<String> rest(List<String> given, List<String> named) {
    return given.stream().filter(each -> !named.contains(each)).toList();
  }

  private static void run(String part, Table table, boolean thorough) throws IOException {
    long before = System.nanoTime();
    measure(part, table, thorough);
    System.err.printf("  (%s took %.0f s)%n", part, (System.nanoTime() - before) / 1e9);
  }

  private static void measure(String part, Table table, boolean thorough) throws IOException {
    Path folder = Path.of(System.getProperty("peers.bench.folder"));
    switch (part) {
      case "throughput" -> {
        Throughput throughput = new Throughput(table, thorough ? 15 : 3, thorough ? 2 : 0.3);
        throughput.run(folder, Files.getFileStore(folder).type());
        if (Files.isWritable(MEMORY)) {
          throughput.send(MEMORY, "tmpfs");
        }
      }
      case "flood" ->
          new Flood(table, thorough ? 15 : 3, thorough ? 5 : 1)
              .run(folder, Files.getFileStore(folder).type());
      case "housekeeping" -> new Probe(table, thorough ? 65 : 5).run(folder);
      case "flat" -> new FlatCost(table, thorough ? 1_000 : 70, sizes(thorough)).run(folder);
      case "start" -> new StartUp(table, thorough ? 41 : 4).run(folder);
      case ENDURANCE -> new Endurance(table, Integer.getInteger("peers.bench.soak")).run(folder);
      default -> throw new IllegalArgumentException(part);
    }
  }

  private static int[] sizes(boolean thorough) {
    return thorough ? new int[] {1_000, 100_000, 1_000_000} : new int[] {1_000, 1_000_000};
  }
}
