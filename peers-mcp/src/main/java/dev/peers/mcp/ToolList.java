package dev.peers.mcp;

import dev.peers.protocol.json.Json;

/// The tools as clients list them. Every word costs each agent context in every session, so there
/// are few.
final class ToolList {
  private static final String TEXT =
      """
      {"tools":[
      {"name":"list_peers",
      "description":"List other agents (peers) on this machine, how each can be reached, and who you are.",
      "inputSchema":{"type":"object","properties":{
      "scope":{"type":"string","enum":["machine","directory","repo"],"description":"machine (default), same directory, or same git repo"}}},
      "outputSchema":{"type":"object","properties":{"peers":{"type":"array"}},"required":["peers"]},
      "annotations":{"readOnlyHint":true,"openWorldHint":false}},
      {"name":"send_message",
      "description":"Send a message to a peer. It is kept until the peer reads it.",
      "inputSchema":{"type":"object","properties":{
      "to_id":{"type":"string","description":"Peer id or name"},
      "message":{"type":"string"},
      "reply_to":{"type":"integer","description":"Number of the message this answers"},
      "wait_for_reply_seconds":{"type":"integer","description":"Block for the answer up to this long"}},
      "required":["to_id","message"]},
      "outputSchema":{"type":"object","properties":{"message_id":{"type":"integer"},"wake":{"type":"string"}},"required":["message_id","wake"]},
      "annotations":{"destructiveHint":false,"openWorldHint":false}},
      {"name":"set_summary",
      "description":"Tell peers what you are working on (1-2 sentences).",
      "inputSchema":{"type":"object","properties":{
      "summary":{"type":"string"},
      "name":{"type":"string","description":"New unique name for yourself"}},
      "required":["summary"]},
      "outputSchema":{"type":"object","properties":{"summary":{"type":"string"},"name":{"type":"string"}},"required":["summary","name"]},
      "annotations":{"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}},
      {"name":"check_messages",
      "description":"Show all unread messages, then recent ones, newest first. Shown unread messages count as read.",
      "inputSchema":{"type":"object","properties":{
      "limit":{"type":"integer","description":"1-100, default 20"},
      "with":{"type":"string","description":"Only with this peer"},
      "search":{"type":"string","description":"Only containing this text"}}},
      "outputSchema":{"type":"object","properties":{"messages":{"type":"array"}},"required":["messages"]},
      "annotations":{"destructiveHint":false,"openWorldHint":false}},
      {"name":"wait_for_messages",
      "description":"Block until a message arrives, then show it as check_messages does.",
      "inputSchema":{"type":"object","properties":{
      "timeout_seconds":{"type":"integer","description":"0-3600"},
      "from":{"type":"string","description":"Only from this peer"}},
      "required":["timeout_seconds"]},
      "outputSchema":{"type":"object","properties":{"messages":{"type":"array"}},"required":["messages"]},
      "annotations":{"destructiveHint":false,"openWorldHint":false}},
      {"name":"kill_peer",
      "description":"End a stuck or finished peer's whole agent session. Its mail is kept.",
      "inputSchema":{"type":"object","properties":{"peer_id":{"type":"string","description":"Peer id or name"}},"required":["peer_id"]},
      "outputSchema":{"type":"object","properties":{"killed":{"type":"string"},"pid":{"type":"integer"}},"required":["killed","pid"]},
      "annotations":{"destructiveHint":true,"openWorldHint":false}}
      ]}
      """;

  private ToolList() {}

  static Json json() {
    return Json.parse(TEXT);
  }
}
