package dev.peers.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs a property over a corpus and over what becomes of it by chance, for a bounded time. An
/// input for which it does not hold is made as small as it goes before it is told of.
final class Fuzzer {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");

  private final Consumer<byte[]> property;
  private final List<byte[]> corpus;

  Fuzzer(String corpus, Consumer<byte[]> property) {
    this.property = property;
    this.corpus = read(CORPUS.resolve(corpus));
  }

  private static List<byte[]> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Fuzzer::bytes).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Answers how many inputs were tried.
  int run(long seed, double seconds) {
    corpus.forEach(input -> check(input, "the corpus"));
    Mutator mutator = new Mutator(corpus, seed);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    int tried = corpus.size();
    while (System.nanoTime() < end) {
      check(mutator.next(), "-Dfuzz.seed=" + seed);
      tried++;
    }
    return tried;
  }

  private void check(byte[] input, String source) {
    Throwable failure = failure(input);
    if (failure != null) {
      byte[] small = shrunk(input);
      throw new AssertionError(
          "does not hold (%s) for %d bytes: %s%n%s"
              .formatted(
                  source,
                  small.length,
                  HexFormat.of().formatHex(small),
                  new String(small, StandardCharsets.UTF_8)),
          failure(small));
    }
  }

  /// The input without all that can be left out of it.
  private byte[] shrunk(byte[] input) {
    byte[] small = input;
    for (int cut = Math.max(1, small.length / 2); cut > 0; cut /= 2) {
      for (int at = 0; at + cut <= small.length; ) {
        byte[] smaller = Mutator.joined(small, at, new byte[0], at + cut);
        if (failure(smaller) == null) {
          at += cut;
        } else {
          small = smaller;
        }
      }
    }
    return small;
  }

  @SuppressWarnings("CatchingUnchecked")
  private @org.jspecify.annotations.Nullable Throwable failure(byte[] input) {
    try {
      property.accept(input);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
