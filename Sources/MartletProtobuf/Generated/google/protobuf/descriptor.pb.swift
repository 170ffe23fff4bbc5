// bootstrap
public enum Google_Protobuf_Edition: Int, Sendable, Hashable {
  case unknown = 0
  case legacy = 900
  case proto2 = 998
  case proto3 = 999
  case edition2023 = 1000
  case edition2024 = 1001
  case edition2026 = 1002
  case unstable = 9999
  case edition1TestOnly = 1
  case edition2TestOnly = 2
  case edition99997TestOnly = 99997
  case edition99998TestOnly = 99998
  case edition99999TestOnly = 99999
  case max = 2147483647
  public init() { self = .unknown }
}
public enum Google_Protobuf_SymbolVisibility: Int, Sendable, Hashable {
  case visibilityUnset = 0
  case visibilityLocal = 1
  case visibilityExport = 2
  public init() { self = .visibilityUnset }
}
public struct Google_Protobuf_FileDescriptorSet: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var file: [Google_Protobuf_FileDescriptorProto] = []
}
public struct Google_Protobuf_FileDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var package: String { get { _package ?? "" } set { _package = newValue } }
  public var hasPackage: Bool { _package != nil }
  public mutating func clearPackage() { _package = nil }
  var _package: String?
  public var dependency: [String] = []
  public var publicDependency: [Int32] = []
  public var weakDependency: [Int32] = []
  public var optionDependency: [String] = []
  public var messageType: [Google_Protobuf_DescriptorProto] = []
  public var enumType: [Google_Protobuf_EnumDescriptorProto] = []
  public var service: [Google_Protobuf_ServiceDescriptorProto] = []
  public var `extension`: [Google_Protobuf_FieldDescriptorProto] = []
  public var options: Google_Protobuf_FileOptions { get { _options ?? Google_Protobuf_FileOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_FileOptions?
  public var sourceCodeInfo: Google_Protobuf_SourceCodeInfo { get { _sourceCodeInfo ?? Google_Protobuf_SourceCodeInfo() } set { _sourceCodeInfo = newValue } }
  public var hasSourceCodeInfo: Bool { _sourceCodeInfo != nil }
  public mutating func clearSourceCodeInfo() { _sourceCodeInfo = nil }
  var _sourceCodeInfo: Google_Protobuf_SourceCodeInfo?
  public var syntax: String { get { _syntax ?? "" } set { _syntax = newValue } }
  public var hasSyntax: Bool { _syntax != nil }
  public mutating func clearSyntax() { _syntax = nil }
  var _syntax: String?
  public var edition: Google_Protobuf_Edition { get { _edition ?? Google_Protobuf_Edition() } set { _edition = newValue } }
  public var hasEdition: Bool { _edition != nil }
  public mutating func clearEdition() { _edition = nil }
  var _edition: Google_Protobuf_Edition?
}
public struct Google_Protobuf_DescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var field: [Google_Protobuf_FieldDescriptorProto] = []
  public var `extension`: [Google_Protobuf_FieldDescriptorProto] = []
  public var nestedType: [Google_Protobuf_DescriptorProto] = []
  public var enumType: [Google_Protobuf_EnumDescriptorProto] = []
  public var extensionRange: [Google_Protobuf_DescriptorProto.ExtensionRange] = []
  public var oneofDecl: [Google_Protobuf_OneofDescriptorProto] = []
  public var options: Google_Protobuf_MessageOptions { get { _options ?? Google_Protobuf_MessageOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_MessageOptions?
  public var reservedRange: [Google_Protobuf_DescriptorProto.ReservedRange] = []
  public var reservedName: [String] = []
  public var visibility: Google_Protobuf_SymbolVisibility { get { _visibility ?? Google_Protobuf_SymbolVisibility() } set { _visibility = newValue } }
  public var hasVisibility: Bool { _visibility != nil }
  public mutating func clearVisibility() { _visibility = nil }
  var _visibility: Google_Protobuf_SymbolVisibility?
  public struct ExtensionRange: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var start: Int32 { get { _start ?? 0 } set { _start = newValue } }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    var _start: Int32?
    public var end: Int32 { get { _end ?? 0 } set { _end = newValue } }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    var _end: Int32?
    public var options: Google_Protobuf_ExtensionRangeOptions { get { _options ?? Google_Protobuf_ExtensionRangeOptions() } set { _options = newValue } }
    public var hasOptions: Bool { _options != nil }
    public mutating func clearOptions() { _options = nil }
    var _options: Google_Protobuf_ExtensionRangeOptions?
  }
  public struct ReservedRange: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var start: Int32 { get { _start ?? 0 } set { _start = newValue } }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    var _start: Int32?
    public var end: Int32 { get { _end ?? 0 } set { _end = newValue } }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    var _end: Int32?
  }
}
public struct Google_Protobuf_ExtensionRangeOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var declaration: [Google_Protobuf_ExtensionRangeOptions.Declaration] = []
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var verification: Google_Protobuf_ExtensionRangeOptions.VerificationState { get { _verification ?? .unverified } set { _verification = newValue } }
  public var hasVerification: Bool { _verification != nil }
  public mutating func clearVerification() { _verification = nil }
  var _verification: Google_Protobuf_ExtensionRangeOptions.VerificationState?
  public enum VerificationState: Int, Sendable, Hashable {
    case declaration = 0
    case unverified = 1
    public init() { self = .declaration }
  }
  public struct Declaration: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var number: Int32 { get { _number ?? 0 } set { _number = newValue } }
    public var hasNumber: Bool { _number != nil }
    public mutating func clearNumber() { _number = nil }
    var _number: Int32?
    public var fullName: String { get { _fullName ?? "" } set { _fullName = newValue } }
    public var hasFullName: Bool { _fullName != nil }
    public mutating func clearFullName() { _fullName = nil }
    var _fullName: String?
    public var type: String { get { _type ?? "" } set { _type = newValue } }
    public var hasType: Bool { _type != nil }
    public mutating func clearType() { _type = nil }
    var _type: String?
    public var reserved: Bool { get { _reserved ?? false } set { _reserved = newValue } }
    public var hasReserved: Bool { _reserved != nil }
    public mutating func clearReserved() { _reserved = nil }
    var _reserved: Bool?
    public var repeated: Bool { get { _repeated ?? false } set { _repeated = newValue } }
    public var hasRepeated: Bool { _repeated != nil }
    public mutating func clearRepeated() { _repeated = nil }
    var _repeated: Bool?
  }
}
public struct Google_Protobuf_FieldDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var number: Int32 { get { _number ?? 0 } set { _number = newValue } }
  public var hasNumber: Bool { _number != nil }
  public mutating func clearNumber() { _number = nil }
  var _number: Int32?
  public var label: Google_Protobuf_FieldDescriptorProto.Label { get { _label ?? Google_Protobuf_FieldDescriptorProto.Label() } set { _label = newValue } }
  public var hasLabel: Bool { _label != nil }
  public mutating func clearLabel() { _label = nil }
  var _label: Google_Protobuf_FieldDescriptorProto.Label?
  public var type: Google_Protobuf_FieldDescriptorProto.TypeEnum { get { _type ?? Google_Protobuf_FieldDescriptorProto.TypeEnum() } set { _type = newValue } }
  public var hasType: Bool { _type != nil }
  public mutating func clearType() { _type = nil }
  var _type: Google_Protobuf_FieldDescriptorProto.TypeEnum?
  public var typeName: String { get { _typeName ?? "" } set { _typeName = newValue } }
  public var hasTypeName: Bool { _typeName != nil }
  public mutating func clearTypeName() { _typeName = nil }
  var _typeName: String?
  public var extendee: String { get { _extendee ?? "" } set { _extendee = newValue } }
  public var hasExtendee: Bool { _extendee != nil }
  public mutating func clearExtendee() { _extendee = nil }
  var _extendee: String?
  public var defaultValue: String { get { _defaultValue ?? "" } set { _defaultValue = newValue } }
  public var hasDefaultValue: Bool { _defaultValue != nil }
  public mutating func clearDefaultValue() { _defaultValue = nil }
  var _defaultValue: String?
  public var oneofIndex: Int32 { get { _oneofIndex ?? 0 } set { _oneofIndex = newValue } }
  public var hasOneofIndex: Bool { _oneofIndex != nil }
  public mutating func clearOneofIndex() { _oneofIndex = nil }
  var _oneofIndex: Int32?
  public var jsonName: String { get { _jsonName ?? "" } set { _jsonName = newValue } }
  public var hasJsonName: Bool { _jsonName != nil }
  public mutating func clearJsonName() { _jsonName = nil }
  var _jsonName: String?
  public var options: Google_Protobuf_FieldOptions { get { _options ?? Google_Protobuf_FieldOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_FieldOptions?
  public var proto3Optional: Bool { get { _proto3Optional ?? false } set { _proto3Optional = newValue } }
  public var hasProto3Optional: Bool { _proto3Optional != nil }
  public mutating func clearProto3Optional() { _proto3Optional = nil }
  var _proto3Optional: Bool?
  public enum TypeEnum: Int, Sendable, Hashable {
    case double = 1
    case float = 2
    case int64 = 3
    case uint64 = 4
    case int32 = 5
    case fixed64 = 6
    case fixed32 = 7
    case bool = 8
    case string = 9
    case group = 10
    case message = 11
    case bytes = 12
    case uint32 = 13
    case `enum` = 14
    case sfixed32 = 15
    case sfixed64 = 16
    case sint32 = 17
    case sint64 = 18
    public init() { self = .double }
  }
  public enum Label: Int, Sendable, Hashable {
    case `optional` = 1
    case repeated = 3
    case `required` = 2
    public init() { self = .`optional` }
  }
}
public struct Google_Protobuf_OneofDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var options: Google_Protobuf_OneofOptions { get { _options ?? Google_Protobuf_OneofOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_OneofOptions?
}
public struct Google_Protobuf_EnumDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var value: [Google_Protobuf_EnumValueDescriptorProto] = []
  public var options: Google_Protobuf_EnumOptions { get { _options ?? Google_Protobuf_EnumOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_EnumOptions?
  public var reservedRange: [Google_Protobuf_EnumDescriptorProto.EnumReservedRange] = []
  public var reservedName: [String] = []
  public var visibility: Google_Protobuf_SymbolVisibility { get { _visibility ?? Google_Protobuf_SymbolVisibility() } set { _visibility = newValue } }
  public var hasVisibility: Bool { _visibility != nil }
  public mutating func clearVisibility() { _visibility = nil }
  var _visibility: Google_Protobuf_SymbolVisibility?
  public struct EnumReservedRange: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var start: Int32 { get { _start ?? 0 } set { _start = newValue } }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    var _start: Int32?
    public var end: Int32 { get { _end ?? 0 } set { _end = newValue } }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    var _end: Int32?
  }
}
public struct Google_Protobuf_EnumValueDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var number: Int32 { get { _number ?? 0 } set { _number = newValue } }
  public var hasNumber: Bool { _number != nil }
  public mutating func clearNumber() { _number = nil }
  var _number: Int32?
  public var options: Google_Protobuf_EnumValueOptions { get { _options ?? Google_Protobuf_EnumValueOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_EnumValueOptions?
}
public struct Google_Protobuf_ServiceDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var method: [Google_Protobuf_MethodDescriptorProto] = []
  public var options: Google_Protobuf_ServiceOptions { get { _options ?? Google_Protobuf_ServiceOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_ServiceOptions?
}
public struct Google_Protobuf_MethodDescriptorProto: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: String { get { _name ?? "" } set { _name = newValue } }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  var _name: String?
  public var inputType: String { get { _inputType ?? "" } set { _inputType = newValue } }
  public var hasInputType: Bool { _inputType != nil }
  public mutating func clearInputType() { _inputType = nil }
  var _inputType: String?
  public var outputType: String { get { _outputType ?? "" } set { _outputType = newValue } }
  public var hasOutputType: Bool { _outputType != nil }
  public mutating func clearOutputType() { _outputType = nil }
  var _outputType: String?
  public var options: Google_Protobuf_MethodOptions { get { _options ?? Google_Protobuf_MethodOptions() } set { _options = newValue } }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  var _options: Google_Protobuf_MethodOptions?
  public var clientStreaming: Bool { get { _clientStreaming ?? false } set { _clientStreaming = newValue } }
  public var hasClientStreaming: Bool { _clientStreaming != nil }
  public mutating func clearClientStreaming() { _clientStreaming = nil }
  var _clientStreaming: Bool?
  public var serverStreaming: Bool { get { _serverStreaming ?? false } set { _serverStreaming = newValue } }
  public var hasServerStreaming: Bool { _serverStreaming != nil }
  public mutating func clearServerStreaming() { _serverStreaming = nil }
  var _serverStreaming: Bool?
}
public struct Google_Protobuf_FileOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var javaPackage: String { get { _javaPackage ?? "" } set { _javaPackage = newValue } }
  public var hasJavaPackage: Bool { _javaPackage != nil }
  public mutating func clearJavaPackage() { _javaPackage = nil }
  var _javaPackage: String?
  public var javaOuterClassname: String { get { _javaOuterClassname ?? "" } set { _javaOuterClassname = newValue } }
  public var hasJavaOuterClassname: Bool { _javaOuterClassname != nil }
  public mutating func clearJavaOuterClassname() { _javaOuterClassname = nil }
  var _javaOuterClassname: String?
  public var javaMultipleFiles: Bool { get { _javaMultipleFiles ?? false } set { _javaMultipleFiles = newValue } }
  public var hasJavaMultipleFiles: Bool { _javaMultipleFiles != nil }
  public mutating func clearJavaMultipleFiles() { _javaMultipleFiles = nil }
  var _javaMultipleFiles: Bool?
  public var javaGenerateEqualsAndHash: Bool { get { _javaGenerateEqualsAndHash ?? false } set { _javaGenerateEqualsAndHash = newValue } }
  public var hasJavaGenerateEqualsAndHash: Bool { _javaGenerateEqualsAndHash != nil }
  public mutating func clearJavaGenerateEqualsAndHash() { _javaGenerateEqualsAndHash = nil }
  var _javaGenerateEqualsAndHash: Bool?
  public var javaStringCheckUtf8: Bool { get { _javaStringCheckUtf8 ?? false } set { _javaStringCheckUtf8 = newValue } }
  public var hasJavaStringCheckUtf8: Bool { _javaStringCheckUtf8 != nil }
  public mutating func clearJavaStringCheckUtf8() { _javaStringCheckUtf8 = nil }
  var _javaStringCheckUtf8: Bool?
  public var optimizeFor: Google_Protobuf_FileOptions.OptimizeMode { get { _optimizeFor ?? .speed } set { _optimizeFor = newValue } }
  public var hasOptimizeFor: Bool { _optimizeFor != nil }
  public mutating func clearOptimizeFor() { _optimizeFor = nil }
  var _optimizeFor: Google_Protobuf_FileOptions.OptimizeMode?
  public var goPackage: String { get { _goPackage ?? "" } set { _goPackage = newValue } }
  public var hasGoPackage: Bool { _goPackage != nil }
  public mutating func clearGoPackage() { _goPackage = nil }
  var _goPackage: String?
  public var ccGenericServices: Bool { get { _ccGenericServices ?? false } set { _ccGenericServices = newValue } }
  public var hasCcGenericServices: Bool { _ccGenericServices != nil }
  public mutating func clearCcGenericServices() { _ccGenericServices = nil }
  var _ccGenericServices: Bool?
  public var javaGenericServices: Bool { get { _javaGenericServices ?? false } set { _javaGenericServices = newValue } }
  public var hasJavaGenericServices: Bool { _javaGenericServices != nil }
  public mutating func clearJavaGenericServices() { _javaGenericServices = nil }
  var _javaGenericServices: Bool?
  public var pyGenericServices: Bool { get { _pyGenericServices ?? false } set { _pyGenericServices = newValue } }
  public var hasPyGenericServices: Bool { _pyGenericServices != nil }
  public mutating func clearPyGenericServices() { _pyGenericServices = nil }
  var _pyGenericServices: Bool?
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var ccEnableArenas: Bool { get { _ccEnableArenas ?? true } set { _ccEnableArenas = newValue } }
  public var hasCcEnableArenas: Bool { _ccEnableArenas != nil }
  public mutating func clearCcEnableArenas() { _ccEnableArenas = nil }
  var _ccEnableArenas: Bool?
  public var objcClassPrefix: String { get { _objcClassPrefix ?? "" } set { _objcClassPrefix = newValue } }
  public var hasObjcClassPrefix: Bool { _objcClassPrefix != nil }
  public mutating func clearObjcClassPrefix() { _objcClassPrefix = nil }
  var _objcClassPrefix: String?
  public var csharpNamespace: String { get { _csharpNamespace ?? "" } set { _csharpNamespace = newValue } }
  public var hasCsharpNamespace: Bool { _csharpNamespace != nil }
  public mutating func clearCsharpNamespace() { _csharpNamespace = nil }
  var _csharpNamespace: String?
  public var swiftPrefix: String { get { _swiftPrefix ?? "" } set { _swiftPrefix = newValue } }
  public var hasSwiftPrefix: Bool { _swiftPrefix != nil }
  public mutating func clearSwiftPrefix() { _swiftPrefix = nil }
  var _swiftPrefix: String?
  public var phpClassPrefix: String { get { _phpClassPrefix ?? "" } set { _phpClassPrefix = newValue } }
  public var hasPhpClassPrefix: Bool { _phpClassPrefix != nil }
  public mutating func clearPhpClassPrefix() { _phpClassPrefix = nil }
  var _phpClassPrefix: String?
  public var phpNamespace: String { get { _phpNamespace ?? "" } set { _phpNamespace = newValue } }
  public var hasPhpNamespace: Bool { _phpNamespace != nil }
  public mutating func clearPhpNamespace() { _phpNamespace = nil }
  var _phpNamespace: String?
  public var phpMetadataNamespace: String { get { _phpMetadataNamespace ?? "" } set { _phpMetadataNamespace = newValue } }
  public var hasPhpMetadataNamespace: Bool { _phpMetadataNamespace != nil }
  public mutating func clearPhpMetadataNamespace() { _phpMetadataNamespace = nil }
  var _phpMetadataNamespace: String?
  public var rubyPackage: String { get { _rubyPackage ?? "" } set { _rubyPackage = newValue } }
  public var hasRubyPackage: Bool { _rubyPackage != nil }
  public mutating func clearRubyPackage() { _rubyPackage = nil }
  var _rubyPackage: String?
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public enum OptimizeMode: Int, Sendable, Hashable {
    case speed = 1
    case codeSize = 2
    case liteRuntime = 3
    public init() { self = .speed }
  }
}
public struct Google_Protobuf_MessageOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var messageSetWireFormat: Bool { get { _messageSetWireFormat ?? false } set { _messageSetWireFormat = newValue } }
  public var hasMessageSetWireFormat: Bool { _messageSetWireFormat != nil }
  public mutating func clearMessageSetWireFormat() { _messageSetWireFormat = nil }
  var _messageSetWireFormat: Bool?
  public var noStandardDescriptorAccessor: Bool { get { _noStandardDescriptorAccessor ?? false } set { _noStandardDescriptorAccessor = newValue } }
  public var hasNoStandardDescriptorAccessor: Bool { _noStandardDescriptorAccessor != nil }
  public mutating func clearNoStandardDescriptorAccessor() { _noStandardDescriptorAccessor = nil }
  var _noStandardDescriptorAccessor: Bool?
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var mapEntry: Bool { get { _mapEntry ?? false } set { _mapEntry = newValue } }
  public var hasMapEntry: Bool { _mapEntry != nil }
  public mutating func clearMapEntry() { _mapEntry = nil }
  var _mapEntry: Bool?
  public var deprecatedLegacyJsonFieldConflicts: Bool { get { _deprecatedLegacyJsonFieldConflicts ?? false } set { _deprecatedLegacyJsonFieldConflicts = newValue } }
  public var hasDeprecatedLegacyJsonFieldConflicts: Bool { _deprecatedLegacyJsonFieldConflicts != nil }
  public mutating func clearDeprecatedLegacyJsonFieldConflicts() { _deprecatedLegacyJsonFieldConflicts = nil }
  var _deprecatedLegacyJsonFieldConflicts: Bool?
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
}
public struct Google_Protobuf_FieldOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var ctype: Google_Protobuf_FieldOptions.CType { get { _ctype ?? .string } set { _ctype = newValue } }
  public var hasCtype: Bool { _ctype != nil }
  public mutating func clearCtype() { _ctype = nil }
  var _ctype: Google_Protobuf_FieldOptions.CType?
  public var packed: Bool { get { _packed ?? false } set { _packed = newValue } }
  public var hasPacked: Bool { _packed != nil }
  public mutating func clearPacked() { _packed = nil }
  var _packed: Bool?
  public var jstype: Google_Protobuf_FieldOptions.JSType { get { _jstype ?? .jsNormal } set { _jstype = newValue } }
  public var hasJstype: Bool { _jstype != nil }
  public mutating func clearJstype() { _jstype = nil }
  var _jstype: Google_Protobuf_FieldOptions.JSType?
  public var lazy: Bool { get { _lazy ?? false } set { _lazy = newValue } }
  public var hasLazy: Bool { _lazy != nil }
  public mutating func clearLazy() { _lazy = nil }
  var _lazy: Bool?
  public var unverifiedLazy: Bool { get { _unverifiedLazy ?? false } set { _unverifiedLazy = newValue } }
  public var hasUnverifiedLazy: Bool { _unverifiedLazy != nil }
  public mutating func clearUnverifiedLazy() { _unverifiedLazy = nil }
  var _unverifiedLazy: Bool?
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var weak: Bool { get { _weak ?? false } set { _weak = newValue } }
  public var hasWeak: Bool { _weak != nil }
  public mutating func clearWeak() { _weak = nil }
  var _weak: Bool?
  public var debugRedact: Bool { get { _debugRedact ?? false } set { _debugRedact = newValue } }
  public var hasDebugRedact: Bool { _debugRedact != nil }
  public mutating func clearDebugRedact() { _debugRedact = nil }
  var _debugRedact: Bool?
  public var retention: Google_Protobuf_FieldOptions.OptionRetention { get { _retention ?? Google_Protobuf_FieldOptions.OptionRetention() } set { _retention = newValue } }
  public var hasRetention: Bool { _retention != nil }
  public mutating func clearRetention() { _retention = nil }
  var _retention: Google_Protobuf_FieldOptions.OptionRetention?
  public var targets: [Google_Protobuf_FieldOptions.OptionTargetType] = []
  public var editionDefaults: [Google_Protobuf_FieldOptions.EditionDefault] = []
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var featureSupport: Google_Protobuf_FieldOptions.FeatureSupport { get { _featureSupport ?? Google_Protobuf_FieldOptions.FeatureSupport() } set { _featureSupport = newValue } }
  public var hasFeatureSupport: Bool { _featureSupport != nil }
  public mutating func clearFeatureSupport() { _featureSupport = nil }
  var _featureSupport: Google_Protobuf_FieldOptions.FeatureSupport?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public enum CType: Int, Sendable, Hashable {
    case string = 0
    case cord = 1
    case stringPiece = 2
    public init() { self = .string }
  }
  public enum JSType: Int, Sendable, Hashable {
    case jsNormal = 0
    case jsString = 1
    case jsNumber = 2
    public init() { self = .jsNormal }
  }
  public enum OptionRetention: Int, Sendable, Hashable {
    case retentionUnknown = 0
    case retentionRuntime = 1
    case retentionSource = 2
    public init() { self = .retentionUnknown }
  }
  public enum OptionTargetType: Int, Sendable, Hashable {
    case targetTypeUnknown = 0
    case targetTypeFile = 1
    case targetTypeExtensionRange = 2
    case targetTypeMessage = 3
    case targetTypeField = 4
    case targetTypeOneof = 5
    case targetTypeEnum = 6
    case targetTypeEnumEntry = 7
    case targetTypeService = 8
    case targetTypeMethod = 9
    public init() { self = .targetTypeUnknown }
  }
  public struct EditionDefault: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var edition: Google_Protobuf_Edition { get { _edition ?? Google_Protobuf_Edition() } set { _edition = newValue } }
    public var hasEdition: Bool { _edition != nil }
    public mutating func clearEdition() { _edition = nil }
    var _edition: Google_Protobuf_Edition?
    public var value: String { get { _value ?? "" } set { _value = newValue } }
    public var hasValue: Bool { _value != nil }
    public mutating func clearValue() { _value = nil }
    var _value: String?
  }
  public struct FeatureSupport: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var editionIntroduced: Google_Protobuf_Edition { get { _editionIntroduced ?? Google_Protobuf_Edition() } set { _editionIntroduced = newValue } }
    public var hasEditionIntroduced: Bool { _editionIntroduced != nil }
    public mutating func clearEditionIntroduced() { _editionIntroduced = nil }
    var _editionIntroduced: Google_Protobuf_Edition?
    public var editionDeprecated: Google_Protobuf_Edition { get { _editionDeprecated ?? Google_Protobuf_Edition() } set { _editionDeprecated = newValue } }
    public var hasEditionDeprecated: Bool { _editionDeprecated != nil }
    public mutating func clearEditionDeprecated() { _editionDeprecated = nil }
    var _editionDeprecated: Google_Protobuf_Edition?
    public var deprecationWarning: String { get { _deprecationWarning ?? "" } set { _deprecationWarning = newValue } }
    public var hasDeprecationWarning: Bool { _deprecationWarning != nil }
    public mutating func clearDeprecationWarning() { _deprecationWarning = nil }
    var _deprecationWarning: String?
    public var editionRemoved: Google_Protobuf_Edition { get { _editionRemoved ?? Google_Protobuf_Edition() } set { _editionRemoved = newValue } }
    public var hasEditionRemoved: Bool { _editionRemoved != nil }
    public mutating func clearEditionRemoved() { _editionRemoved = nil }
    var _editionRemoved: Google_Protobuf_Edition?
    public var removalError: String { get { _removalError ?? "" } set { _removalError = newValue } }
    public var hasRemovalError: Bool { _removalError != nil }
    public mutating func clearRemovalError() { _removalError = nil }
    var _removalError: String?
  }
}
public struct Google_Protobuf_OneofOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
}
public struct Google_Protobuf_EnumOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var allowAlias: Bool { get { _allowAlias ?? false } set { _allowAlias = newValue } }
  public var hasAllowAlias: Bool { _allowAlias != nil }
  public mutating func clearAllowAlias() { _allowAlias = nil }
  var _allowAlias: Bool?
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var deprecatedLegacyJsonFieldConflicts: Bool { get { _deprecatedLegacyJsonFieldConflicts ?? false } set { _deprecatedLegacyJsonFieldConflicts = newValue } }
  public var hasDeprecatedLegacyJsonFieldConflicts: Bool { _deprecatedLegacyJsonFieldConflicts != nil }
  public mutating func clearDeprecatedLegacyJsonFieldConflicts() { _deprecatedLegacyJsonFieldConflicts = nil }
  var _deprecatedLegacyJsonFieldConflicts: Bool?
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
}
public struct Google_Protobuf_EnumValueOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var debugRedact: Bool { get { _debugRedact ?? false } set { _debugRedact = newValue } }
  public var hasDebugRedact: Bool { _debugRedact != nil }
  public mutating func clearDebugRedact() { _debugRedact = nil }
  var _debugRedact: Bool?
  public var featureSupport: Google_Protobuf_FieldOptions.FeatureSupport { get { _featureSupport ?? Google_Protobuf_FieldOptions.FeatureSupport() } set { _featureSupport = newValue } }
  public var hasFeatureSupport: Bool { _featureSupport != nil }
  public mutating func clearFeatureSupport() { _featureSupport = nil }
  var _featureSupport: Google_Protobuf_FieldOptions.FeatureSupport?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
}
public struct Google_Protobuf_ServiceOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
}
public struct Google_Protobuf_MethodOptions: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var deprecated: Bool { get { _deprecated ?? false } set { _deprecated = newValue } }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  var _deprecated: Bool?
  public var idempotencyLevel: Google_Protobuf_MethodOptions.IdempotencyLevel { get { _idempotencyLevel ?? .idempotencyUnknown } set { _idempotencyLevel = newValue } }
  public var hasIdempotencyLevel: Bool { _idempotencyLevel != nil }
  public mutating func clearIdempotencyLevel() { _idempotencyLevel = nil }
  var _idempotencyLevel: Google_Protobuf_MethodOptions.IdempotencyLevel?
  public var features: Google_Protobuf_FeatureSet { get { _features ?? Google_Protobuf_FeatureSet() } set { _features = newValue } }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public enum IdempotencyLevel: Int, Sendable, Hashable {
    case idempotencyUnknown = 0
    case noSideEffects = 1
    case idempotent = 2
    public init() { self = .idempotencyUnknown }
  }
}
public struct Google_Protobuf_UninterpretedOption: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var name: [Google_Protobuf_UninterpretedOption.NamePart] = []
  public var identifierValue: String { get { _identifierValue ?? "" } set { _identifierValue = newValue } }
  public var hasIdentifierValue: Bool { _identifierValue != nil }
  public mutating func clearIdentifierValue() { _identifierValue = nil }
  var _identifierValue: String?
  public var positiveIntValue: UInt64 { get { _positiveIntValue ?? 0 } set { _positiveIntValue = newValue } }
  public var hasPositiveIntValue: Bool { _positiveIntValue != nil }
  public mutating func clearPositiveIntValue() { _positiveIntValue = nil }
  var _positiveIntValue: UInt64?
  public var negativeIntValue: Int64 { get { _negativeIntValue ?? 0 } set { _negativeIntValue = newValue } }
  public var hasNegativeIntValue: Bool { _negativeIntValue != nil }
  public mutating func clearNegativeIntValue() { _negativeIntValue = nil }
  var _negativeIntValue: Int64?
  public var doubleValue: Double { get { _doubleValue ?? 0 } set { _doubleValue = newValue } }
  public var hasDoubleValue: Bool { _doubleValue != nil }
  public mutating func clearDoubleValue() { _doubleValue = nil }
  var _doubleValue: Double?
  public var stringValue: [UInt8] { get { _stringValue ?? [] } set { _stringValue = newValue } }
  public var hasStringValue: Bool { _stringValue != nil }
  public mutating func clearStringValue() { _stringValue = nil }
  var _stringValue: [UInt8]?
  public var aggregateValue: String { get { _aggregateValue ?? "" } set { _aggregateValue = newValue } }
  public var hasAggregateValue: Bool { _aggregateValue != nil }
  public mutating func clearAggregateValue() { _aggregateValue = nil }
  var _aggregateValue: String?
  public struct NamePart: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var namePart: String { get { _namePart ?? "" } set { _namePart = newValue } }
    public var hasNamePart: Bool { _namePart != nil }
    public mutating func clearNamePart() { _namePart = nil }
    var _namePart: String?
    public var isExtension: Bool { get { _isExtension ?? false } set { _isExtension = newValue } }
    public var hasIsExtension: Bool { _isExtension != nil }
    public mutating func clearIsExtension() { _isExtension = nil }
    var _isExtension: Bool?
  }
}
public struct Google_Protobuf_FeatureSet: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var fieldPresence: Google_Protobuf_FeatureSet.FieldPresence { get { _fieldPresence ?? Google_Protobuf_FeatureSet.FieldPresence() } set { _fieldPresence = newValue } }
  public var hasFieldPresence: Bool { _fieldPresence != nil }
  public mutating func clearFieldPresence() { _fieldPresence = nil }
  var _fieldPresence: Google_Protobuf_FeatureSet.FieldPresence?
  public var enumType: Google_Protobuf_FeatureSet.EnumType { get { _enumType ?? Google_Protobuf_FeatureSet.EnumType() } set { _enumType = newValue } }
  public var hasEnumType: Bool { _enumType != nil }
  public mutating func clearEnumType() { _enumType = nil }
  var _enumType: Google_Protobuf_FeatureSet.EnumType?
  public var repeatedFieldEncoding: Google_Protobuf_FeatureSet.RepeatedFieldEncoding { get { _repeatedFieldEncoding ?? Google_Protobuf_FeatureSet.RepeatedFieldEncoding() } set { _repeatedFieldEncoding = newValue } }
  public var hasRepeatedFieldEncoding: Bool { _repeatedFieldEncoding != nil }
  public mutating func clearRepeatedFieldEncoding() { _repeatedFieldEncoding = nil }
  var _repeatedFieldEncoding: Google_Protobuf_FeatureSet.RepeatedFieldEncoding?
  public var utf8Validation: Google_Protobuf_FeatureSet.Utf8Validation { get { _utf8Validation ?? Google_Protobuf_FeatureSet.Utf8Validation() } set { _utf8Validation = newValue } }
  public var hasUtf8Validation: Bool { _utf8Validation != nil }
  public mutating func clearUtf8Validation() { _utf8Validation = nil }
  var _utf8Validation: Google_Protobuf_FeatureSet.Utf8Validation?
  public var messageEncoding: Google_Protobuf_FeatureSet.MessageEncoding { get { _messageEncoding ?? Google_Protobuf_FeatureSet.MessageEncoding() } set { _messageEncoding = newValue } }
  public var hasMessageEncoding: Bool { _messageEncoding != nil }
  public mutating func clearMessageEncoding() { _messageEncoding = nil }
  var _messageEncoding: Google_Protobuf_FeatureSet.MessageEncoding?
  public var jsonFormat: Google_Protobuf_FeatureSet.JsonFormat { get { _jsonFormat ?? Google_Protobuf_FeatureSet.JsonFormat() } set { _jsonFormat = newValue } }
  public var hasJsonFormat: Bool { _jsonFormat != nil }
  public mutating func clearJsonFormat() { _jsonFormat = nil }
  var _jsonFormat: Google_Protobuf_FeatureSet.JsonFormat?
  public var enforceNamingStyle: Google_Protobuf_FeatureSet.EnforceNamingStyle { get { _enforceNamingStyle ?? Google_Protobuf_FeatureSet.EnforceNamingStyle() } set { _enforceNamingStyle = newValue } }
  public var hasEnforceNamingStyle: Bool { _enforceNamingStyle != nil }
  public mutating func clearEnforceNamingStyle() { _enforceNamingStyle = nil }
  var _enforceNamingStyle: Google_Protobuf_FeatureSet.EnforceNamingStyle?
  public var defaultSymbolVisibility: Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility { get { _defaultSymbolVisibility ?? Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility() } set { _defaultSymbolVisibility = newValue } }
  public var hasDefaultSymbolVisibility: Bool { _defaultSymbolVisibility != nil }
  public mutating func clearDefaultSymbolVisibility() { _defaultSymbolVisibility = nil }
  var _defaultSymbolVisibility: Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility?
  public var enforceProtoLimits: Google_Protobuf_FeatureSet.ProtoLimitsFeature.EnforceProtoLimits { get { _enforceProtoLimits ?? Google_Protobuf_FeatureSet.ProtoLimitsFeature.EnforceProtoLimits() } set { _enforceProtoLimits = newValue } }
  public var hasEnforceProtoLimits: Bool { _enforceProtoLimits != nil }
  public mutating func clearEnforceProtoLimits() { _enforceProtoLimits = nil }
  var _enforceProtoLimits: Google_Protobuf_FeatureSet.ProtoLimitsFeature.EnforceProtoLimits?
  public enum FieldPresence: Int, Sendable, Hashable {
    case unknown = 0
    case explicit = 1
    case implicit = 2
    case legacyRequired = 3
    public init() { self = .unknown }
  }
  public enum EnumType: Int, Sendable, Hashable {
    case unknown = 0
    case `open` = 1
    case closed = 2
    public init() { self = .unknown }
  }
  public enum RepeatedFieldEncoding: Int, Sendable, Hashable {
    case unknown = 0
    case packed = 1
    case expanded = 2
    public init() { self = .unknown }
  }
  public enum Utf8Validation: Int, Sendable, Hashable {
    case unknown = 0
    case verify = 2
    case none = 3
    public init() { self = .unknown }
  }
  public enum MessageEncoding: Int, Sendable, Hashable {
    case unknown = 0
    case lengthPrefixed = 1
    case delimited = 2
    public init() { self = .unknown }
  }
  public enum JsonFormat: Int, Sendable, Hashable {
    case unknown = 0
    case allow = 1
    case legacyBestEffort = 2
    public init() { self = .unknown }
  }
  public enum EnforceNamingStyle: Int, Sendable, Hashable {
    case unknown = 0
    case style2024 = 1
    case styleLegacy = 2
    case style2026 = 3
    public init() { self = .unknown }
  }
  public struct VisibilityFeature: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public enum DefaultSymbolVisibility: Int, Sendable, Hashable {
      case unknown = 0
      case exportAll = 1
      case exportTopLevel = 2
      case localAll = 3
      case strict = 4
      public init() { self = .unknown }
    }
  }
  public struct ProtoLimitsFeature: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public enum EnforceProtoLimits: Int, Sendable, Hashable {
      case protoLimitsUnknown = 0
      case legacyNoExplicitLimits = 1
      case protoLimits2026 = 2
      public init() { self = .protoLimitsUnknown }
    }
  }
}
public struct Google_Protobuf_FeatureSetDefaults: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var defaults: [Google_Protobuf_FeatureSetDefaults.FeatureSetEditionDefault] = []
  public var minimumEdition: Google_Protobuf_Edition { get { _minimumEdition ?? Google_Protobuf_Edition() } set { _minimumEdition = newValue } }
  public var hasMinimumEdition: Bool { _minimumEdition != nil }
  public mutating func clearMinimumEdition() { _minimumEdition = nil }
  var _minimumEdition: Google_Protobuf_Edition?
  public var maximumEdition: Google_Protobuf_Edition { get { _maximumEdition ?? Google_Protobuf_Edition() } set { _maximumEdition = newValue } }
  public var hasMaximumEdition: Bool { _maximumEdition != nil }
  public mutating func clearMaximumEdition() { _maximumEdition = nil }
  var _maximumEdition: Google_Protobuf_Edition?
  public struct FeatureSetEditionDefault: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var edition: Google_Protobuf_Edition { get { _edition ?? Google_Protobuf_Edition() } set { _edition = newValue } }
    public var hasEdition: Bool { _edition != nil }
    public mutating func clearEdition() { _edition = nil }
    var _edition: Google_Protobuf_Edition?
    public var overridableFeatures: Google_Protobuf_FeatureSet { get { _overridableFeatures ?? Google_Protobuf_FeatureSet() } set { _overridableFeatures = newValue } }
    public var hasOverridableFeatures: Bool { _overridableFeatures != nil }
    public mutating func clearOverridableFeatures() { _overridableFeatures = nil }
    var _overridableFeatures: Google_Protobuf_FeatureSet?
    public var fixedFeatures: Google_Protobuf_FeatureSet { get { _fixedFeatures ?? Google_Protobuf_FeatureSet() } set { _fixedFeatures = newValue } }
    public var hasFixedFeatures: Bool { _fixedFeatures != nil }
    public mutating func clearFixedFeatures() { _fixedFeatures = nil }
    var _fixedFeatures: Google_Protobuf_FeatureSet?
  }
}
public struct Google_Protobuf_SourceCodeInfo: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var location: [Google_Protobuf_SourceCodeInfo.Location] = []
  public struct Location: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var path: [Int32] = []
    public var span: [Int32] = []
    public var leadingComments: String { get { _leadingComments ?? "" } set { _leadingComments = newValue } }
    public var hasLeadingComments: Bool { _leadingComments != nil }
    public mutating func clearLeadingComments() { _leadingComments = nil }
    var _leadingComments: String?
    public var trailingComments: String { get { _trailingComments ?? "" } set { _trailingComments = newValue } }
    public var hasTrailingComments: Bool { _trailingComments != nil }
    public mutating func clearTrailingComments() { _trailingComments = nil }
    var _trailingComments: String?
    public var leadingDetachedComments: [String] = []
  }
}
public struct Google_Protobuf_GeneratedCodeInfo: Sendable, Hashable {
  public init() {}
  public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
  public var annotation: [Google_Protobuf_GeneratedCodeInfo.Annotation] = []
  public struct Annotation: Sendable, Hashable {
    public init() {}
    public static func with(_ f: (inout Self) throws -> Void) rethrows -> Self { var m = Self(); try f(&m); return m }
    public var path: [Int32] = []
    public var sourceFile: String { get { _sourceFile ?? "" } set { _sourceFile = newValue } }
    public var hasSourceFile: Bool { _sourceFile != nil }
    public mutating func clearSourceFile() { _sourceFile = nil }
    var _sourceFile: String?
    public var begin: Int32 { get { _begin ?? 0 } set { _begin = newValue } }
    public var hasBegin: Bool { _begin != nil }
    public mutating func clearBegin() { _begin = nil }
    var _begin: Int32?
    public var end: Int32 { get { _end ?? 0 } set { _end = newValue } }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    var _end: Int32?
    public var semantic: Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic { get { _semantic ?? Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic() } set { _semantic = newValue } }
    public var hasSemantic: Bool { _semantic != nil }
    public mutating func clearSemantic() { _semantic = nil }
    var _semantic: Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic?
    public enum Semantic: Int, Sendable, Hashable {
      case none = 0
      case set = 1
      case alias = 2
      public init() { self = .none }
    }
  }
}
