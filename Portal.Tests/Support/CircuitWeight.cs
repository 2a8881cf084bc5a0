using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.RenderTree;

#pragma warning disable BL0006 // what the framework keeps is what this is about

namespace Portal.Tests.Support;

/// <summary>What the server keeps for an open page to know what it shows: two lists of frames for each component, and one of parameters for some.</summary>
/// <remarks>The framework shows them to nobody, so they are taken from its private fields; a new version of it may name them otherwise, and then this says so.</remarks>
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

    /// <summary>How it is made up, to be read by whoever has to make it lighter.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Kinds
                .Select(k =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{k.Bytes, 9:#,0} bytes, {k.Frames, 6:#,0} frames in {k.Count, 3} × {k.Name}"
                    )
                )
                .Prepend(string.Create(CultureInfo.InvariantCulture, $"{Bytes, 9:#,0} bytes, {Components} components"))
        );

    private static CircuitWeight Of(Renderer renderer) =>
        new([
            .. ((IDictionary)Get(renderer, "_componentStateById"))
                .Values.Cast<object>()
                .Select(Of)
                .GroupBy(k => k.Name)
                .Select(g => new Kind(g.Key, g.Count(), g.Sum(k => k.Bytes), g.Sum(k => k.Frames)))
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
            Get(state, "Component").GetType().Name,
            1,
            lists.Sum(l => (long)(l?.Length ?? 0) * Unsafe.SizeOf<RenderTreeFrame>()),
            current
        );
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

    /// <summary>All components of a page that are alike.</summary>
    /// <param name="Bytes">Of the lists, their unused places included.</param>
    /// <param name="Frames">That they show.</param>
    internal sealed record Kind(string Name, int Count, long Bytes, int Frames);
}
