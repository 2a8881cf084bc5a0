using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace Portal.Tests.Support;

/// <summary>Runs a test in one language and puts the former one back.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class UseCultureAttribute(string culture) : BeforeAfterTestAttribute
{
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(culture);
    private (CultureInfo Formats, CultureInfo Texts) _before;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _culture);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
    }
}

/// <summary>One language for a part of a test; puts the former one back.</summary>
internal sealed class CultureScope : IDisposable
{
    private readonly (CultureInfo Formats, CultureInfo Texts) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public CultureScope(string culture) =>
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (
            CultureInfo.GetCultureInfo(culture),
            CultureInfo.GetCultureInfo(culture)
        );

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
}
