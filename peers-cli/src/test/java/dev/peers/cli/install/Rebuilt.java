package dev.peers.cli.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// Makes a distribution one of another version: the same code, with another number in the jar.
public final class Rebuilt {
  private Rebuilt() {}

  /// Changes the distribution in this folder, and returns the folder.
  public static Path as(String version, Path distribution) throws IOException {
    Path jar;
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      jar = jars.filter(file -> file.toString().contains("/peers-cli-")).findFirst().orElseThrow();
    }
    Path fresh = distribution.resolve("fresh.jar");
    try (JarFile old = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(fresh);
        JarOutputStream out = new JarOutputStream(file, manifest(old, version))) {
      copy(old, out);
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    return distribution;
  }

  private static Manifest manifest(JarFile jar, String version) throws IOException {
    Manifest manifest = jar.getManifest();
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    return manifest;
  }

  private static void copy(JarFile old, JarOutputStream out) throws IOException {
    for (Enumeration<JarEntry> entries = old.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = old.getInputStream(entry)) {
          content.transferTo(out);
        }
      }
    }
  }
}
