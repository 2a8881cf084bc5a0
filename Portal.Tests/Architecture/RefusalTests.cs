using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Portal.Domain.Shared;

namespace Portal.Tests.Architecture;

/// <summary>A refusal is an answer: every list has it in both languages, and every caller handles it.</summary>
public sealed class RefusalTests
{
    private static readonly Assembly[] s_assemblies =
    [
        .. new[] { "Portal.Domain", "Portal.Jobs", "Portal" }.Select(Assembly.Load),
        typeof(RefusalTests).Assembly,
    ];

    private static IEnumerable<Refusal> All =>
        typeof(Refusal)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Static | BindingFlags.Public))
            .Where(p => p.PropertyType == typeof(Refusal))
            .Select(p => (Refusal)p.GetValue(null)!);

    [Fact]
    public void Refusals_AreSaidInBothLanguages()
    {
        var all = All.ToList();
        Assert.True(all.Count > 20, $"{all.Count} refusals were found.");
        Assert.All(all, r => Assert.NotEqual(r.In(CultureInfo.GetCultureInfo("zh-CN")), r.In(CultureInfo.InvariantCulture)));
        Assert.All(all, r => Assert.InRange((int)r.Status, 400, 499));
    }

    [Fact]
    public void Lists_NameEachCodeOnce()
    {
        var lists =
            from type in typeof(Refusal).Assembly.GetTypes()
            from property in type.GetProperties(BindingFlags.Static | BindingFlags.Public)
            where property.PropertyType == typeof(Refusal)
            group ((Refusal)property.GetValue(null)!).Code by type;
        Assert.All(lists, codes => Assert.Distinct(codes));
    }

    [Fact]
    public void Answers_ThatCanBeRefused_AreLookedAt() =>
        Broken.None(s_assemblies.SelectMany(a => a.GetTypes()).Where(t => !IsWithin(t, typeof(Careless))).SelectMany(Dropped));

    [Fact]
    public void Answers_DroppedOnPurpose_AreFound() =>
        Assert.Equal(3, typeof(Careless).GetNestedTypes(IlReader.Everything).Append(typeof(Careless)).SelectMany(Dropped).Count());

    private static IEnumerable<string> Dropped(Type type) =>
        from method in type.ContainsGenericParameters ? [] : IlReader.Methods(type)
        where !method.ContainsGenericParameters
        let code = IlReader.Read(method).ToArray()
        from at in Enumerable.Range(0, Math.Max(0, code.Length - 1))
        where code[at].Operand is MethodInfo called && CanBeRefused(called.ReturnType) && code[at + 1].Code == OpCodes.Pop
        select $"{type.FullName}.{method.Name} drops the answer of {((MethodInfo)code[at].Operand!).Name}";

    // Tasks that are not awaited count like ignored results.
    private static bool CanBeRefused(Type type) =>
        type == typeof(Refusal)
        || (
            type.IsGenericType
            && (
                type.GetGenericTypeDefinition() == typeof(Outcome<>)
                || (
                    (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
                    && CanBeRefused(type.GetGenericArguments()[0])
                )
            )
        );

    private static bool IsWithin(Type? type, Type outer) => type is not null && (type == outer || IsWithin(type.DeclaringType, outer));

    /// <summary>Calls three times, and ignores every answer.</summary>
    private static class Careless
    {
        public static async Task AwaitAsync() => await AnswerAsync();

        public static void Leave() => _ = AnswerAsync();

        public static void Ask() => Answer();

        private static Refusal? Answer() => null;

        private static Task<Outcome<int>> AnswerAsync() => Task.FromResult<Outcome<int>>(1);
    }
}
