package dev.peers.cli.doctor;

import dev.peers.cli.terminal.Colour;
import dev.peers.cli.terminal.Display;
import dev.peers.cli.terminal.Progress;
import dev.peers.cli.terminal.Wrapping;
import dev.peers.core.text.PlainText;
import dev.peers.protocol.Settings;
import dev.peers.protocol.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `peers doctor`
public final class Doctor {
  private static final int INDENT = 4;
  private static final List<Step> STEPS =
      List.of(
          new Step("Java", InstallationChecks::java),
          new Step("the launcher", InstallationChecks::launcher),
          new Step("PATH", InstallationChecks::path),
          new Step("start-up caches", InstallationChecks::caches),
          new Step("folders", FileChecks::folders),
          new Step("permissions", FileChecks::permissions),
          new Step("the broker", BrokerChecks::broker),
          new Step("the lock", BrokerChecks::lock),
          new Step("processes", Leftovers::brokers),
          new Step("the database", FileChecks::database),
          new Step("free space", FileChecks::space),
          new Step("the clock", FileChecks::clock),
          new Step("the agents' clients", ClientChecks::clients),
          new Step("how a message travels", SelfTest::run));

  /// @param about what is looked at, for whoever waits
  private record Step(String about, Check check) {}

  private final Patient patient;
  private final List<String> done = new ArrayList<>();

  private Doctor(Patient patient) {
    this.patient = patient;
  }

  /// Looks at everything.
  ///
  /// @param fix whether to repair what can be repaired safely
  /// @param progress told what is looked at; closed before anything is printed
  /// @return 0 if all is well, 1 if there are warnings, 2 if something is broken
  public static int run(
      Map<String, String> env,
      String version,
      boolean fix,
      boolean json,
      PrintStream out,
      Display display,
      Progress progress) {
    String home = System.getProperty("peers.home", "");
    Optional<Path> distribution = home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home));
    Doctor doctor = new Doctor(new Patient(Settings.of(env), env, distribution, version));
    List<Finding> findings;
    try (progress) {
      findings = doctor.findings(fix, progress);
    }
    Severity worst =
        findings.stream().map(Finding::severity).max(Enum::compareTo).orElse(Severity.OK);
    if (json) {
      out.println(doctor.json(findings, worst));
    } else {
      doctor.print(findings, out, display);
    }
    return worst.exitCode();
  }

  private List<Finding> findings(boolean fix, Progress progress) {
    List<Finding> findings = new ArrayList<>();
    for (Step step : STEPS) {
      progress.now("Looking at " + step.about);
      Check check = step.check;
      List<Finding> found = look(check);
      boolean repaired = false;
      for (Finding finding : found) {
        repaired |= fix && finding.fix().isPresent() && repair(finding.fix().get());
      }
      if (repaired) {
        patient.lookAgain();
      }
      findings.addAll(repaired ? look(check) : found);
    }
    return findings;
  }

  private List<Finding> look(Check check) {
    try {
      return check.look(patient);
    } catch (IOException | UncheckedIOException e) {
      return List.of(
          Finding.broken("files", "a file cannot be looked at: " + e, "check its permissions"));
    }
  }

  private boolean repair(Finding.Fix fix) {
    try {
      fix.repair().run();
      done.add(fix.done());
      return true;
    } catch (IOException e) {
      done.add("could not repair: " + fix.done() + " (" + e + ")");
      return false;
    }
  }

  private void print(List<Finding> findings, PrintStream out, Display display) {
    for (Finding finding : findings) {
      Colour colour =
          switch (finding.severity()) {
            case OK -> Colour.GOOD;
            case WARNING -> Colour.WARNING;
            case BROKEN -> Colour.BAD;
          };
      String word = finding.severity().toString();
      out.println(display.paint(colour, word) + " ".repeat(9 - word.length()) + finding.check());
      indented(finding.what(), out, display);
      if (!finding.advice().isEmpty()) {
        String hint = finding.fix().isPresent() ? " [--fix does so]" : " [by hand]";
        indented("-> " + finding.advice() + hint, out, display);
      }
    }
    for (String text : done) {
      Wrapping.hanging("Done: " + PlainText.line(text), display.width()).forEach(out::println);
    }
  }

  private static void indented(String text, PrintStream out, Display display) {
    for (String line : Wrapping.lines(PlainText.line(text), display.width() - INDENT)) {
      out.println(" ".repeat(INDENT) + line);
    }
  }

  private Json json(List<Finding> findings, Severity worst) {
    return Json.object()
        .put("version", patient.version())
        .put("result", worst.toString())
        .put("findings", Json.of(findings.stream().map(Doctor::json).toList()))
        .put("done", Json.of(done.stream().map(Json::of).toList()))
        .build();
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("check", finding.check())
        .put("severity", finding.severity().toString())
        .put("what", finding.what())
        .put("advice", finding.advice())
        .put("fixable", finding.fix().isPresent())
        .build();
  }
}
