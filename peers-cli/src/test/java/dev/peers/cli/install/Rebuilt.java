package dev.peers.cli.install;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Makes a distribution one of another version: the same code with another number in the jar, and
/// if need be with one more step of the database's migrations.
public final class Rebuilt {
  private static final String STEP = "next.sql";
  private static final String MIGRATIONS = "dev/peers/sqlite/Migrations";

  private Rebuilt() {}

  /// Changes the number of the distribution in this folder, and returns the folder.
  public static Path as(String version, Path distribution) throws IOException {
    Path jar = jar("peers-cli", distribution);
    Manifest manifest = manifest(jar);
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    repack(jar, manifest, Map.of());
    return distribution;
  }

  /// Compiles the list of migrations with this one at its end, as the build of a later version
  /// would, puts both into the distribution in this folder, and returns the folder.
  public static Path migrating(String sql, Path distribution) throws IOException {
    Path jar = jar("peers-sqlite", distribution);
    byte[] step = sql.getBytes(StandardCharsets.UTF_8);
    repack(
        jar,
        manifest(jar),
        Map.of(
            MIGRATIONS + ".class",
            compiledMigrations(distribution),
            "dev/peers/sqlite/migrations/" + STEP,
            step));
    return distribution;
  }

  private static byte[] compiledMigrations(Path distribution) throws IOException {
    Path source =
        Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("peers-sqlite/src/main/java/" + MIGRATIONS + ".java");
    String text = Files.readString(source);
    String more = text.replaceFirst("(STEPS = List\\.of\\([^)]*)\\)", "$1, \"" + STEP + "\")");
    if (more.equals(text)) {
      throw new IOException("the list of migrations was not found in " + source);
    }
    Path folder = Files.createDirectories(distribution.resolveSibling("compiled"));
    Path changed = Files.writeString(folder.resolve("Migrations.java"), more);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                InputStream.nullInputStream(),
                said,
                said,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                jar("peers-sqlite", distribution).toString(),
                changed.toString());
    if (exit != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8));
    }
    return Files.readAllBytes(folder.resolve(MIGRATIONS + ".class"));
  }

  private static Path jar(String module, Path distribution) throws IOException {
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      return jars.filter(file -> file.toString().contains("/" + module + "-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Manifest manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest();
    }
  }

  private static void repack(Path jar, Manifest manifest, Map<String, byte[]> entries)
      throws IOException {
    Path fresh = jar.resolveSibling("fresh");
    try (JarFile old = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(fresh);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      copy(old, out, entries);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(JarFile old, JarOutputStream out, Map<String, byte[]> replaced)
      throws IOException {
    for (Enumeration<JarEntry> entries = old.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      String name = entry.getName();
      if (!name.equals(JarFile.MANIFEST_NAME) && !replaced.containsKey(name)) {
        out.putNextEntry(new JarEntry(name));
        try (InputStream content = old.getInputStream(entry)) {
          content.transferTo(out);
        }
      }
    }
  }
}
