using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Circuits;
using Portal.Tests.Architecture;

namespace Portal.Tests.Shell;

public sealed class ComponentLifetimeTests
{
    [Fact]
    public void Token_AfterTheEnd_IsCancelledAndCanBeRead()
    {
        var lifetime = new ComponentLifetime();
        lifetime.Cancel();
        lifetime.Dispose();

        Assert.True(lifetime.Token.IsCancellationRequested);
        Assert.True(lifetime.IsCancellationRequested);
    }

    /// <summary>The token of the framework's source throws when it is read after the component was left.</summary>
    [Fact]
    public void Components_HaveNoOtherSourceOfCancellation() =>
        Broken.None(
            from type in typeof(ComponentLifetime).Assembly.GetTypes()
            where type.IsAssignableTo(typeof(ComponentBase))
            from field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            where field.FieldType == typeof(CancellationTokenSource)
            select $"{type.Name}.{field.Name} is a CancellationTokenSource; a component has a ComponentLifetime."
        );
}
