// What most programs import: everything that a service or a client needs.
@_exported public import MartletCore
@_exported public import MartletEventLoop
@_exported public import MartletHTTP2
@_exported public import MartletInProcess
@_exported public import MartletProtobuf
@_exported public import MartletServices
@_exported public import MartletStub
@_exported public import MartletTLS
