package dev.peers.cli.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The links to an installation: the command, the completions and the manual.
final class Links {
  /// Where shells and `man` look, below the folder of shared data.
  private static final List<String> FOLDERS =
      List.of(
          "bash-completion/completions",
          "zsh/site-functions",
          "fish/vendor_completions.d",
          "man/man1");

  private final Layout layout;

  Links(Layout layout) {
    this.layout = layout;
  }

  /// @throws InstallException if the command's place is taken
  void requireFree() {
    if (layout.isForeign(layout.launcher())) {
      throw new InstallException(
          layout.launcher()
              + " exists and was not put there by 'peers install'; move it away, or use --prefix");
    }
  }

  /// Leads all links to the version in use and removes those to pages that it no longer has.
  ///
  /// @return the places that are taken by something else, which stays
  List<Path> update() throws IOException {
    List<Path> taken = new ArrayList<>();
    link(layout.launcher(), layout.launcherTarget());
    for (String folder : FOLDERS) {
      Path pages = layout.current().resolve("share").resolve(folder);
      for (Path page : Files.isDirectory(pages) ? list(pages) : List.<Path>of()) {
        Path link = layout.share().resolve(folder).resolve(pages.relativize(page).toString());
        if (layout.isForeign(link)) {
          taken.add(link);
        } else {
          link(link, page);
        }
      }
    }
    for (Path link : pages()) {
      if (!Files.exists(link)) {
        Files.delete(link);
      }
    }
    return taken;
  }

  private static void link(Path link, Path target) throws IOException {
    if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(target)) {
      Trees.link(link, target);
    }
  }

  /// Removes all of them, and folders that are empty without them.
  void remove() throws IOException {
    for (Path link : pages()) {
      Files.delete(link);
      Trees.prune(Trees.parent(link), layout.top());
    }
    if (layout.isOurs(layout.launcher())) {
      Files.delete(layout.launcher());
      Trees.prune(layout.bin(), layout.top());
    }
  }

  private List<Path> pages() throws IOException {
    List<Path> links = new ArrayList<>();
    for (String folder : FOLDERS) {
      Path place = layout.share().resolve(folder);
      if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        list(place).stream().filter(layout::isOurs).forEach(links::add);
      }
    }
    return links;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
