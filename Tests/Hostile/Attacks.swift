/// The attacks that peer.py knows.
enum Attacks {
  static let requests = [
    "wrong_content_type", "content_type_that_only_begins_alike", "no_content_type",
    "other_message_format", "message_format_that_only_begins_alike", "named_message_format",
    "content_type_with_parameters", "message_format_with_parameters",
    "other_http_method", "unknown_method", "unknown_service", "path_without_service",
    "unreadable_timeout", "timeout_in_every_unit", "timeout_that_passes", "repeated_metadata",
    "fields_that_change",
    "binary_metadata_however_it_is_written", "unknown_encoding", "too_many_headers", "no_te",
    "no_call_that_never_ends", "large_body_of_no_call",
    "metadata_that_is_no_base64", "no_path", "no_method", "no_scheme", "empty_path", "path_twice",
    "unknown_pseudo_header", "pseudo_header_of_responses", "pseudo_header_after_others",
    "upper_case_name", "connection_header", "te_that_is_not_trailers", "body_of_other_length",
    "too_long_message", "longest_message", "cut_message", "cut_message_behind_a_whole_one",
    "cut_prefix", "cut_message_of_stream", "compressed_without_encoding", "unknown_flag",
    "message_that_is_no_protobuf", "several_messages", "request_without_message",
    "request_trailers", "trailers_that_end_nothing", "padding_and_priority", "gzip_message", "head",
    "gzip_message_in_members", "deflate_message", "gzip_answer", "deflate_answer",
    "answer_that_may_not_be_compressed", "decompression_bomb", "gzip_message_that_is_none",
    "gzip_message_that_is_cut", "gzip_message_with_more_behind", "empty_gzip_message",
    "deflate_message_in_gzip", "identity_that_is_flagged", "uncompressed_among_compressed",
  ]

  static let frames = [
    "data_on_connection", "headers_on_connection", "headers_on_even_stream", "data_on_idle_stream",
    "reset_of_idle_stream", "window_of_idle_stream", "push_by_client", "continuation_of_nothing",
    "frame_inside_of_headers", "padding_longer_than_frame", "too_large_frame", "ping_of_other_size",
    "settings_of_other_size", "settings_with_too_large_window", "settings_on_stream",
    "data_on_a_stream_that_was_answered", "headers_on_a_stream_that_was_answered",
    "data_after_a_reset", "headers_after_a_reset", "data_behind_a_reset_of_the_server",
    "settings_in_order",
    "headers_that_do_not_decompress", "window_overflow_of_connection", "no_window_for_connection",
    "window_overflow_of_stream", "no_window_for_stream", "data_after_the_end", "unknown_frames",
    "unknown_settings", "goaway_of_the_client", "other_preface", "tls_preface",
    "preface_without_settings", "preface_in_pieces", "more_streams_than_allowed", "cancelled_twice",
  ]

  static let floods = [
    "ping_flood", "settings_flood", "priority_flood", "window_update_flood", "rapid_reset",
    "many_cancelled_calls", "made_you_reset", "continuation_flood", "empty_continuation_flood",
    "compression_bomb", "empty_data_flood", "many_small_messages", "window_never_opened",
    "half_a_message_on_many_streams",
  ]
}
