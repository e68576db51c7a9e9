"""The collections at the root of OneRoster 1.2, typed. Made by scripts/regenerate: not to be edited.

The classes of all collections, and with them all that reads and writes, are loaded when the first one is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._root import AsyncRoot, Root

if TYPE_CHECKING:
    from ._v1p2_collections import (
        AcademicSessionsCollection,
        AssessmentLineItemsCollection,
        AssessmentResultsCollection,
        AsyncAcademicSessionsCollection,
        AsyncAssessmentLineItemsCollection,
        AsyncAssessmentResultsCollection,
        AsyncCategoriesCollection,
        AsyncClassesCollection,
        AsyncCoursesCollection,
        AsyncDemographicsCollection,
        AsyncEnrollmentsCollection,
        AsyncGradingPeriodsCollection,
        AsyncLineItemsCollection,
        AsyncOrgsCollection,
        AsyncResourcesCollection,
        AsyncResultsCollection,
        AsyncSchoolsCollection,
        AsyncScoreScalesCollection,
        AsyncStudentsCollection,
        AsyncTeachersCollection,
        AsyncTermsCollection,
        AsyncUsersCollection,
        CategoriesCollection,
        ClassesCollection,
        CoursesCollection,
        DemographicsCollection,
        EnrollmentsCollection,
        GradingPeriodsCollection,
        LineItemsCollection,
        OrgsCollection,
        ResourcesCollection,
        ResultsCollection,
        SchoolsCollection,
        ScoreScalesCollection,
        StudentsCollection,
        TeachersCollection,
        TermsCollection,
        UsersCollection,
    )


class Services(Root):
    """The collections of OneRoster 1.2."""

    @property
    def academic_sessions(self) -> AcademicSessionsCollection:
        """Lists the academic sessions of every type: school years, semesters, terms and grading periods."""
        from ._v1p2_collections import AcademicSessionsCollection

        return AcademicSessionsCollection(self._engine, ())

    @property
    def classes(self) -> ClassesCollection:
        """Lists the classes of every course, school and term that the client may see."""
        from ._v1p2_collections import ClassesCollection

        return ClassesCollection(self._engine, ())

    @property
    def courses(self) -> CoursesCollection:
        """Lists the courses on offer. A course is taught in classes, which are records of their own."""
        from ._v1p2_collections import CoursesCollection

        return CoursesCollection(self._engine, ())

    @property
    def demographics(self) -> DemographicsCollection:
        """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
        opens this list."""
        from ._v1p2_collections import DemographicsCollection

        return DemographicsCollection(self._engine, ())

    @property
    def enrollments(self) -> EnrollmentsCollection:
        """Lists the enrollments of students, teachers and others in classes."""
        from ._v1p2_collections import EnrollmentsCollection

        return EnrollmentsCollection(self._engine, ())

    @property
    def grading_periods(self) -> GradingPeriodsCollection:
        """Lists the academic sessions that are grading periods."""
        from ._v1p2_collections import GradingPeriodsCollection

        return GradingPeriodsCollection(self._engine, ())

    @property
    def orgs(self) -> OrgsCollection:
        """Lists the organisations of every type, schools among them."""
        from ._v1p2_collections import OrgsCollection

        return OrgsCollection(self._engine, ())

    @property
    def schools(self) -> SchoolsCollection:
        """Lists the organisations that are schools."""
        from ._v1p2_collections import SchoolsCollection

        return SchoolsCollection(self._engine, ())

    @property
    def students(self) -> StudentsCollection:
        """Lists the users who have the role of student."""
        from ._v1p2_collections import StudentsCollection

        return StudentsCollection(self._engine, ())

    @property
    def teachers(self) -> TeachersCollection:
        """Lists the users who have the role of teacher."""
        from ._v1p2_collections import TeachersCollection

        return TeachersCollection(self._engine, ())

    @property
    def terms(self) -> TermsCollection:
        """Lists the academic sessions that are terms."""
        from ._v1p2_collections import TermsCollection

        return TermsCollection(self._engine, ())

    @property
    def users(self) -> UsersCollection:
        """Lists the users in every role: students, teachers, guardians and staff."""
        from ._v1p2_collections import UsersCollection

        return UsersCollection(self._engine, ())

    @property
    def assessment_line_items(self) -> AssessmentLineItemsCollection:
        """Lists assessments and the parts of them that have scores of their own."""
        from ._v1p2_collections import AssessmentLineItemsCollection

        return AssessmentLineItemsCollection(self._engine, ())

    @property
    def assessment_results(self) -> AssessmentResultsCollection:
        """Lists the results that students got in assessments."""
        from ._v1p2_collections import AssessmentResultsCollection

        return AssessmentResultsCollection(self._engine, ())

    @property
    def categories(self) -> CategoriesCollection:
        """Lists the categories into which line items are grouped."""
        from ._v1p2_collections import CategoriesCollection

        return CategoriesCollection(self._engine, ())

    @property
    def line_items(self) -> LineItemsCollection:
        """Lists the line items of every class, which are the pieces of work for which students get results."""
        from ._v1p2_collections import LineItemsCollection

        return LineItemsCollection(self._engine, ())

    @property
    def results(self) -> ResultsCollection:
        """Lists the results of all students that the client may see."""
        from ._v1p2_collections import ResultsCollection

        return ResultsCollection(self._engine, ())

    @property
    def score_scales(self) -> ScoreScalesCollection:
        """Lists the score scales, which tell how scores translate into grades."""
        from ._v1p2_collections import ScoreScalesCollection

        return ScoreScalesCollection(self._engine, ())

    @property
    def resources(self) -> ResourcesCollection:
        """Lists the learning resources that the client may see."""
        from ._v1p2_collections import ResourcesCollection

        return ResourcesCollection(self._engine, ())


class AsyncServices(AsyncRoot):
    """The collections of OneRoster 1.2."""

    @property
    def academic_sessions(self) -> AsyncAcademicSessionsCollection:
        """Lists the academic sessions of every type: school years, semesters, terms and grading periods."""
        from ._v1p2_collections import AsyncAcademicSessionsCollection

        return AsyncAcademicSessionsCollection(self._engine, ())

    @property
    def classes(self) -> AsyncClassesCollection:
        """Lists the classes of every course, school and term that the client may see."""
        from ._v1p2_collections import AsyncClassesCollection

        return AsyncClassesCollection(self._engine, ())

    @property
    def courses(self) -> AsyncCoursesCollection:
        """Lists the courses on offer. A course is taught in classes, which are records of their own."""
        from ._v1p2_collections import AsyncCoursesCollection

        return AsyncCoursesCollection(self._engine, ())

    @property
    def demographics(self) -> AsyncDemographicsCollection:
        """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
        opens this list."""
        from ._v1p2_collections import AsyncDemographicsCollection

        return AsyncDemographicsCollection(self._engine, ())

    @property
    def enrollments(self) -> AsyncEnrollmentsCollection:
        """Lists the enrollments of students, teachers and others in classes."""
        from ._v1p2_collections import AsyncEnrollmentsCollection

        return AsyncEnrollmentsCollection(self._engine, ())

    @property
    def grading_periods(self) -> AsyncGradingPeriodsCollection:
        """Lists the academic sessions that are grading periods."""
        from ._v1p2_collections import AsyncGradingPeriodsCollection

        return AsyncGradingPeriodsCollection(self._engine, ())

    @property
    def orgs(self) -> AsyncOrgsCollection:
        """Lists the organisations of every type, schools among them."""
        from ._v1p2_collections import AsyncOrgsCollection

        return AsyncOrgsCollection(self._engine, ())

    @property
    def schools(self) -> AsyncSchoolsCollection:
        """Lists the organisations that are schools."""
        from ._v1p2_collections import AsyncSchoolsCollection

        return AsyncSchoolsCollection(self._engine, ())

    @property
    def students(self) -> AsyncStudentsCollection:
        """Lists the users who have the role of student."""
        from ._v1p2_collections import AsyncStudentsCollection

        return AsyncStudentsCollection(self._engine, ())

    @property
    def teachers(self) -> AsyncTeachersCollection:
        """Lists the users who have the role of teacher."""
        from ._v1p2_collections import AsyncTeachersCollection

        return AsyncTeachersCollection(self._engine, ())

    @property
    def terms(self) -> AsyncTermsCollection:
        """Lists the academic sessions that are terms."""
        from ._v1p2_collections import AsyncTermsCollection

        return AsyncTermsCollection(self._engine, ())

    @property
    def users(self) -> AsyncUsersCollection:
        """Lists the users in every role: students, teachers, guardians and staff."""
        from ._v1p2_collections import AsyncUsersCollection

        return AsyncUsersCollection(self._engine, ())

    @property
    def assessment_line_items(self) -> AsyncAssessmentLineItemsCollection:
        """Lists assessments and the parts of them that have scores of their own."""
        from ._v1p2_collections import AsyncAssessmentLineItemsCollection

        return AsyncAssessmentLineItemsCollection(self._engine, ())

    @property
    def assessment_results(self) -> AsyncAssessmentResultsCollection:
        """Lists the results that students got in assessments."""
        from ._v1p2_collections import AsyncAssessmentResultsCollection

        return AsyncAssessmentResultsCollection(self._engine, ())

    @property
    def categories(self) -> AsyncCategoriesCollection:
        """Lists the categories into which line items are grouped."""
        from ._v1p2_collections import AsyncCategoriesCollection

        return AsyncCategoriesCollection(self._engine, ())

    @property
    def line_items(self) -> AsyncLineItemsCollection:
        """Lists the line items of every class, which are the pieces of work for which students get results."""
        from ._v1p2_collections import AsyncLineItemsCollection

        return AsyncLineItemsCollection(self._engine, ())

    @property
    def results(self) -> AsyncResultsCollection:
        """Lists the results of all students that the client may see."""
        from ._v1p2_collections import AsyncResultsCollection

        return AsyncResultsCollection(self._engine, ())

    @property
    def score_scales(self) -> AsyncScoreScalesCollection:
        """Lists the score scales, which tell how scores translate into grades."""
        from ._v1p2_collections import AsyncScoreScalesCollection

        return AsyncScoreScalesCollection(self._engine, ())

    @property
    def resources(self) -> AsyncResourcesCollection:
        """Lists the learning resources that the client may see."""
        from ._v1p2_collections import AsyncResourcesCollection

        return AsyncResourcesCollection(self._engine, ())
