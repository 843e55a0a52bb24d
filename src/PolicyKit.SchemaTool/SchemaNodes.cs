using System.Collections.Immutable;
using PolicyKit.Kubernetes.Schemas;

namespace PolicyKit.SchemaTool;

/// <summary>What a schema says of a value.</summary>
internal abstract record SchemaNode;

/// <summary>A value without parts, or any.</summary>
internal sealed record ScalarNode(SchemaTag Tag) : SchemaNode;

/// <summary>One of some strings.</summary>
internal sealed record EnumNode(ImmutableArray<string> Values) : SchemaNode;

/// <summary>An object type of the document.</summary>
internal sealed record ReferenceNode(string Definition) : SchemaNode;

/// <summary>A list; the keys are the fields that tell elements apart.</summary>
internal sealed record ListNode(SchemaNode Element, ImmutableArray<string> Keys) : SchemaNode;

/// <summary>An object with any names.</summary>
internal sealed record MapNode(SchemaNode Value) : SchemaNode;

/// <summary>An object with named fields, in ordinal order.</summary>
internal sealed record ObjectNode(ImmutableArray<FieldNode> Fields, bool IsOpen) : SchemaNode;

/// <summary>A field of an object.</summary>
internal sealed record FieldNode(string Name, SchemaNode Type, bool IsRequired);

/// <summary>A kind of object and the definition that says what it is.</summary>
internal sealed record KindNode(string Group, string Kind, string Version, string Definition);

/// <summary>A document that is no OpenAPI document of an API server.</summary>
internal sealed class SchemaException(string message) : Exception(message);
