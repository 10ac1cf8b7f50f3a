package dev.peers.protocol;

/// A broker's status in the text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
final class MetricsText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder(4096);

  private MetricsText() {}

  static String of(BrokerStatus status) {
    MetricsText text = new MetricsText();
    text.info(status);
    text.gauge("start_time_seconds", "When the broker was ready, in Unix time.", seconds(status));
    text.gauge("registered", "Peers that are here.", Long.toString(status.peers()));
    text.gauge(
        "connected", "Peers that listen on an event stream.", Long.toString(status.streams()));
    text.gauge("connections", "Connections that are open.", Long.toString(status.connections()));
    text.gauge("messages_unread", "Messages that wait.", Long.toString(status.unread()));
    text.gauge(
        "database_bytes",
        "Size of the database with its write-ahead log.",
        Long.toString(status.databaseBytes()));
    for (Counter counter : Counter.values()) {
      text.head(counter + "_total", "counter", counter.help());
      text.out.append("peers_").append(counter).append("_total ").append(status.count(counter));
      text.out.append('\n');
    }
    return text.out.toString();
  }

  private static String seconds(BrokerStatus status) {
    long millis = status.startedAt().toEpochMilli();
    return "%d.%03d".formatted(millis / 1_000, millis % 1_000);
  }

  private void info(BrokerStatus status) {
    head("broker_info", "gauge", "The broker; its value is always 1.");
    out.append("peers_broker_info{version=\"")
        .append(label(status.version()))
        .append("\",management=\"")
        .append(status.management())
        .append("\"} 1\n");
  }

  private void gauge(String name, String help, String value) {
    head(name, "gauge", help);
    out.append("peers_").append(name).append(' ').append(value).append('\n');
  }

  private void head(String name, String type, String help) {
    out.append("# HELP peers_").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE peers_").append(name).append(' ').append(type).append('\n');
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
