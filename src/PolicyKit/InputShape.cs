namespace PolicyKit;

/// <summary>What <c>input</c> is in a core module.</summary>
public enum InputShape
{
    /// <summary>The judged object itself, as Conftest has it.</summary>
    Object,

    /// <summary>An AdmissionReview: the object is <c>input.request.object</c>.</summary>
    Review,

    /// <summary>Gatekeeper's: the request is <c>input.review</c>, a constraint's parameters are <c>input.parameters</c>, other objects are in <c>data.inventory</c>.</summary>
    Gatekeeper,
}
