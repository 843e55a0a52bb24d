using PolicyKit.Runtime;

namespace PolicyKit.Conformance.Gatekeeper;

/// <summary>What is judged: an object, or the request of an AdmissionReview.</summary>
internal static class ReviewInput
{
    public static PolicyInput Of(Value judged, IEnumerable<Value> inventory)
    {
        bool isReview = judged.Member("kind").TextOrEmpty() == "AdmissionReview" && judged.Member("apiVersion").TextOrEmpty().StartsWith("admission.k8s.io/", StringComparison.Ordinal);
        if (!isReview) return new PolicyInput { Object = judged, Namespace = Find(inventory, judged.Member("metadata", "namespace").TextOrEmpty()) };
        Value request = judged.Member("request");
        (Value now, Value before) = (Present(request.Member("object")), Present(request.Member("oldObject")));
        if (now.IsUndefined && before.IsUndefined) throw new FormatException("the AdmissionReview's request holds neither an `object` nor an `oldObject`");
        return new PolicyInput { Object = now, OldObject = before, Request = request, Namespace = Find(inventory, request.Member("namespace").TextOrEmpty()) };
    }

    private static Value Present(Value value) => value.Kind == ValueKind.Null ? default : value;

    private static Value Find(IEnumerable<Value> inventory, string name) =>
        name.Length == 0 ? default : inventory.FirstOrDefault(o => o.Member("apiVersion").TextOrEmpty() == "v1" && o.Member("kind").TextOrEmpty() == "Namespace" && o.Member("metadata", "name").TextOrEmpty() == name);
}
