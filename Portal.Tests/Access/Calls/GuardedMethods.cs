using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Organisation;
using Portal.Tests.Architecture;

namespace Portal.Tests.Access.Calls;

/// <summary>Finds the public methods of all classes that use the database, and those with an actor or a scope.</summary>
internal static class GuardedMethods
{
    private static readonly Type[] s_actors = [typeof(Actor), typeof(UnitScope)];

    // A class with one of these in its constructor, or with such a class, reads the database.
    private static readonly Type[] s_stores = [typeof(IDbContextFactory<PortalDb>), typeof(IServiceScopeFactory), typeof(ImportStore)];

    /// <summary>All methods, by the name in <see cref="Call.Method"/>.</summary>
    public static ILookup<string, MethodInfo> All { get; } =
        Services()
            .SelectMany(type => Methods(type).Select(method => (Name: $"{type.Name}.{method.Name}", method)))
            .ToLookup(m => m.Name, m => m.method);

    /// <summary>Whether one of the parameters is an actor or a scope, or an object of ours that carries one.</summary>
    public static bool TakesActor(MethodInfo method) =>
        method.GetParameters().Any(p => s_actors.Contains(p.ParameterType) || (IsOurs(p.ParameterType) && Carries(p.ParameterType)));

    private static bool Carries(Type type) => type.GetProperties().Any(p => s_actors.Contains(p.PropertyType));

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.Name is not (nameof(IDisposable.Dispose) or nameof(IAsyncDisposable.DisposeAsync)))
            .Where(m => m.Name is not (nameof(IHostedService.StartAsync) or nameof(IHostedService.StopAsync)));

    /// <summary>The public classes and interfaces; a class that is used by its interface alone counts as its interface.</summary>
    private static IEnumerable<Type> Services()
    {
        List<Type> classes =
        [
            .. Features
                .Types(Features.Domain, Features.Web)
                .Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsDefined(typeof(CompilerGeneratedAttribute)))
                .Where(t => !typeof(IComponent).IsAssignableFrom(t) && !typeof(DbContext).IsAssignableFrom(t)),
        ];
        var found = new HashSet<Type>(s_stores);
        for (var before = 0; before != found.Count; )
        {
            before = found.Count;
            foreach (var type in classes.Where(t => Needs(t).Any(found.Contains)))
                found.UnionWith(type.GetInterfaces().Where(IsOurs).Append(type));
        }
        return found.Where(t => t.IsPublic && IsOurs(t));
    }

    private static IEnumerable<Type> Needs(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .SelectMany(c => c.GetParameters())
            .Select(p => p.ParameterType);

    private static bool IsOurs(Type type) => type.Assembly == Features.Domain || type.Assembly == Features.Web;
}
