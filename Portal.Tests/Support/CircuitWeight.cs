using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.RenderTree;

#pragma warning disable BL0006 // the class measures the framework's memory

namespace Portal.Tests.Support;

/// <summary>
/// The server's memory for the render state of an open page: two lists of frames for each component, and one of parameters for some.
/// </summary>
/// <remarks>
/// The framework does not expose them, so they are read from its private fields; when a new version renames these, this class throws.
/// </remarks>
/// <param name="Kinds">Heaviest first.</param>
internal sealed record CircuitWeight(IReadOnlyList<CircuitWeight.Kind> Kinds)
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public long Bytes => Kinds.Sum(k => k.Bytes);

    public int Components => Kinds.Sum(k => k.Count);

    /// <summary>Weighs every page that is open in a portal of this process, each between two of its renderings.</summary>
    public static async Task<IReadOnlyList<CircuitWeight>> OfAllAsync(IServiceProvider portal)
    {
        var type = Type.GetType(
            "Microsoft.AspNetCore.Components.Server.Circuits.CircuitRegistry, Microsoft.AspNetCore.Components.Server",
            throwOnError: true
        )!;
        var circuits = (IEnumerable)Get(portal.GetService(type)!, "ConnectedCircuits");
        var weights = new List<CircuitWeight>();
        foreach (var circuit in circuits)
        {
            var renderer = (Renderer)Get(Get(circuit, "Value"), "Renderer");
            await renderer.Dispatcher.InvokeAsync(() => weights.Add(Of(renderer)));
        }
        return weights;
    }

    /// <summary>The parts of the weight, to find what can be saved.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Kinds
                .Select(k =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{k.Bytes, 9:#,0} bytes, {k.Frames, 6:#,0} frames in {k.Count, 3} × {k.Name} in {k.Parent}"
                    )
                )
                .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Bytes, 9:#,0} bytes, {Components} components"))
        );

    private static CircuitWeight Of(Renderer renderer) =>
        new([
            .. ((IDictionary)Get(renderer, "_componentStateById"))
                .Values.Cast<object>()
                .Select(Of)
                .GroupBy(k => (k.Name, k.Parent))
                .Select(g => new Kind(g.Key.Name, g.Key.Parent, g.Count(), g.Sum(k => k.Bytes), g.Sum(k => k.Frames)))
                .OrderByDescending(k => k.Bytes),
        ]);

    private static Kind Of(object state)
    {
        Array?[] lists =
        [
            .. new[] { "CurrentRenderTree", "_nextRenderTree" }.Select(tree => Items(Get(Get(state, tree), "_entries"))),
            Find(state, "_latestDirectParametersSnapshot") is { } snapshot ? Items(snapshot) : null,
        ];
        var current = (int)Get(Get(Get(state, "CurrentRenderTree"), "_entries"), "_itemsInUse");
        return new(
            NameOf(state),
            Find(state, "ParentComponentState") is { } parent ? NameOf(parent) : "the document",
            1,
            lists.Sum(l => (long)(l?.Length ?? 0) * Unsafe.SizeOf<RenderTreeFrame>()),
            current
        );
    }

    // CascadingValue alone would not name the type of its value.
    private static string NameOf(object state)
    {
        var type = Get(state, "Component").GetType();
        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>"
            : type.Name;
    }

    private static Array Items(object builder) => (Array)Get(builder, "_items");

    private static object Get(object of, string name) => Find(of, name) ?? throw new MissingMemberException(of.GetType().FullName, name);

    private static object? Find(object of, string name)
    {
        for (var type = of.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, All | BindingFlags.DeclaredOnly) is { } field)
                return field.GetValue(of);
            if (type.GetProperty(name, All | BindingFlags.DeclaredOnly) is { } property)
                return property.GetValue(of);
        }
        throw new MissingMemberException(of.GetType().FullName, name);
    }

    /// <summary>All equal components of a page within equal parents.</summary>
    /// <param name="Bytes">Of the lists, their unused places included.</param>
    /// <param name="Frames">That they show.</param>
    internal sealed record Kind(string Name, string Parent, int Count, long Bytes, int Frames);
}
