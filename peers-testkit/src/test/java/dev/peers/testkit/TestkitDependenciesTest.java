package dev.peers.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Which classes of the testkit need a test library of their user's.
class TestkitDependenciesTest {
  private static final List<String> LIBRARIES =
      List.of("org/junit/", "org/assertj/", "org/awaitility/");

  @Test
  void only_contracts_and_the_parts_for_a_library_need_one() throws Exception {
    Path top = classes();
    List<String> needing;
    try (Stream<Path> files = Files.walk(top)) {
      needing =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .filter(TestkitDependenciesTest::needsLibrary)
              .map(file -> top.relativize(file).toString().replaceFirst("(\\$.*)?\\.class$", ""))
              .distinct()
              .toList();
    }
    assertThat(needing)
        .hasSizeGreaterThan(20)
        .contains("dev/peers/testkit/contract/SendingContract")
        .allMatch(
            name ->
                name.startsWith("dev/peers/testkit/contract/")
                    || name.startsWith("dev/peers/testkit/junit/")
                    || name.startsWith("dev/peers/testkit/assertj/"));
  }

  private static boolean needsLibrary(Path file) {
    try {
      return StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
          .filter(ClassEntry.class::isInstance)
          .map(entry -> ((ClassEntry) entry).asInternalName())
          .anyMatch(name -> LIBRARIES.stream().anyMatch(name::startsWith));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(TestNetwork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
