"""The collections of OneRoster 1.1, typed. Made by scripts/regenerate: not to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._collections import (
    AsyncCollection,
    AsyncDeletable,
    AsyncGettable,
    AsyncPlace,
    AsyncPuttable,
    Collection,
    Deletable,
    Gettable,
    Place,
    Puttable,
)

if TYPE_CHECKING:
    from oneroster_openapi.v1p1 import models


class AcademicSessionsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /v1p1/academicSessions
    getAcademicSession: GET /v1p1/academicSessions/{sourcedId}
    """

    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class CategoriesCollection(
    Gettable["models.Category"],
    Puttable["models.Category"],
    Deletable["models.Category"],
    Collection["models.Category"],
):
    """Lists the categories into which line items are grouped.

    getAllCategories: GET /v1p1/categories
    getCategory: GET /v1p1/categories/{sourcedId}
    deleteCategory: DELETE /v1p1/categories/{sourcedId}
    putCategory: PUT /v1p1/categories/{sourcedId}
    """

    _list = "getAllCategories"
    _get = "getCategory"
    _delete = "deleteCategory"
    _put = "putCategory"


class ClassesLineItemsResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of all students for one line item of one class.

    getResultsForLineItemForClass: GET /v1p1/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results
    """

    _list = "getResultsForLineItemForClass"


class ClassesLineItemsItem(Place):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> ClassesLineItemsResultsCollection:
        """Lists the results of all students for one line item of one class."""
        return ClassesLineItemsResultsCollection(self._engine, self._ids)


class ClassesLineItemsCollection(
    Collection["models.LineItem"],
):
    """Lists the line items of one class.

    getLineItemsForClass: GET /v1p1/classes/{classSourcedId}/lineItems
    """

    _list = "getLineItemsForClass"

    def __call__(self, sourced_id: str, /) -> ClassesLineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesLineItemsItem(self._engine, self._below(sourced_id))


class ClassesResourcesCollection(
    Collection["models.Resource"],
):
    """Lists the learning resources for one class.

    getResourcesForClass: GET /v1p1/classes/{classSourcedId}/resources
    """

    _list = "getResourcesForClass"


class ClassesResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of all students for all line items of one class.

    getResultsForClass: GET /v1p1/classes/{classSourcedId}/results
    """

    _list = "getResultsForClass"


class ClassesStudentsResultsCollection(
    Collection["models.Result"],
):
    """Lists the results of one student for all line items of one class.

    getResultsForStudentForClass: GET /v1p1/classes/{classSourcedId}/students/{studentSourcedId}/results
    """

    _list = "getResultsForStudentForClass"


class ClassesStudentsItem(Place):
    """What stands below one of the collection students."""

    @property
    def results(self) -> ClassesStudentsResultsCollection:
        """Lists the results of one student for all line items of one class."""
        return ClassesStudentsResultsCollection(self._engine, self._ids)


class ClassesStudentsCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /v1p1/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClass"

    def __call__(self, sourced_id: str, /) -> ClassesStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesStudentsItem(self._engine, self._below(sourced_id))


class ClassesTeachersCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /v1p1/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClass"


class ClassesItem(Place):
    """What stands below one of the collection classes."""

    @property
    def line_items(self) -> ClassesLineItemsCollection:
        """Lists the line items of one class."""
        return ClassesLineItemsCollection(self._engine, self._ids)

    @property
    def resources(self) -> ClassesResourcesCollection:
        """Lists the learning resources for one class."""
        return ClassesResourcesCollection(self._engine, self._ids)

    @property
    def results(self) -> ClassesResultsCollection:
        """Lists the results of all students for all line items of one class."""
        return ClassesResultsCollection(self._engine, self._ids)

    @property
    def students(self) -> ClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return ClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> ClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return ClassesTeachersCollection(self._engine, self._ids)


class ClassesCollection(
    Gettable["models.Class"],
    Collection["models.Class"],
):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /v1p1/classes
    getClass: GET /v1p1/classes/{sourcedId}
    """

    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> ClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return ClassesItem(self._engine, self._below(sourced_id))


class CoursesClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /v1p1/courses/{courseSourcedId}/classes
    """

    _list = "getClassesForCourse"


class CoursesResourcesCollection(
    Collection["models.Resource"],
):
    """Lists the learning resources for one course.

    getResourcesForCourse: GET /v1p1/courses/{courseSourcedId}/resources
    """

    _list = "getResourcesForCourse"


class CoursesItem(Place):
    """What stands below one of the collection courses."""

    @property
    def classes(self) -> CoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return CoursesClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> CoursesResourcesCollection:
        """Lists the learning resources for one course."""
        return CoursesResourcesCollection(self._engine, self._ids)


class CoursesCollection(
    Gettable["models.Course"],
    Collection["models.Course"],
):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /v1p1/courses
    getCourse: GET /v1p1/courses/{sourcedId}
    """

    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> CoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return CoursesItem(self._engine, self._below(sourced_id))


class DemographicsCollection(
    Gettable["models.Demographics"],
    Collection["models.Demographics"],
):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /v1p1/demographics
    getDemographics: GET /v1p1/demographics/{sourcedId}
    """

    _list = "getAllDemographics"
    _get = "getDemographics"


class EnrollmentsCollection(
    Gettable["models.Enrollment"],
    Collection["models.Enrollment"],
):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /v1p1/enrollments
    getEnrollment: GET /v1p1/enrollments/{sourcedId}
    """

    _list = "getAllEnrollments"
    _get = "getEnrollment"


class GradingPeriodsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /v1p1/gradingPeriods
    getGradingPeriod: GET /v1p1/gradingPeriods/{sourcedId}
    """

    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class LineItemsCollection(
    Gettable["models.LineItem"],
    Puttable["models.LineItem"],
    Deletable["models.LineItem"],
    Collection["models.LineItem"],
):
    """Lists the line items of every class, which are the pieces of work for which students get results.

    getAllLineItems: GET /v1p1/lineItems
    getLineItem: GET /v1p1/lineItems/{sourcedId}
    deleteLineItem: DELETE /v1p1/lineItems/{sourcedId}
    putLineItem: PUT /v1p1/lineItems/{sourcedId}
    """

    _list = "getAllLineItems"
    _get = "getLineItem"
    _delete = "deleteLineItem"
    _put = "putLineItem"


class OrgsCollection(
    Gettable["models.Org"],
    Collection["models.Org"],
):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /v1p1/orgs
    getOrg: GET /v1p1/orgs/{sourcedId}
    """

    _list = "getAllOrgs"
    _get = "getOrg"


class ResourcesCollection(
    Gettable["models.Resource"],
    Collection["models.Resource"],
):
    """Lists the learning resources that the client may see.

    getAllResources: GET /v1p1/resources
    getResource: GET /v1p1/resources/{sourcedId}
    """

    _list = "getAllResources"
    _get = "getResource"


class ResultsCollection(
    Gettable["models.Result"],
    Puttable["models.Result"],
    Deletable["models.Result"],
    Collection["models.Result"],
):
    """Lists the results of all students that the client may see.

    getAllResults: GET /v1p1/results
    getResult: GET /v1p1/results/{sourcedId}
    deleteResult: DELETE /v1p1/results/{sourcedId}
    putResult: PUT /v1p1/results/{sourcedId}
    """

    _list = "getAllResults"
    _get = "getResult"
    _delete = "deleteResult"
    _put = "putResult"


class SchoolsClassesEnrollmentsCollection(
    Collection["models.Enrollment"],
):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    _list = "getEnrollmentsForClassInSchool"


class SchoolsClassesStudentsCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClassInSchool"


class SchoolsClassesTeachersCollection(
    Collection["models.User"],
):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClassInSchool"


class SchoolsClassesItem(Place):
    """What stands below one of the collection classes."""

    @property
    def enrollments(self) -> SchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return SchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return SchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return SchoolsClassesTeachersCollection(self._engine, self._ids)


class SchoolsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes held by one school.

    getClassesForSchool: GET /v1p1/schools/{schoolSourcedId}/classes
    """

    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsClassesItem(self._engine, self._below(sourced_id))


class SchoolsCoursesCollection(
    Collection["models.Course"],
):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /v1p1/schools/{schoolSourcedId}/courses
    """

    _list = "getCoursesForSchool"


class SchoolsEnrollmentsCollection(
    Collection["models.Enrollment"],
):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /v1p1/schools/{schoolSourcedId}/enrollments
    """

    _list = "getEnrollmentsForSchool"


class SchoolsStudentsCollection(
    Collection["models.User"],
):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /v1p1/schools/{schoolSourcedId}/students
    """

    _list = "getStudentsForSchool"


class SchoolsTeachersCollection(
    Collection["models.User"],
):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /v1p1/schools/{schoolSourcedId}/teachers
    """

    _list = "getTeachersForSchool"


class SchoolsTermsCollection(
    Collection["models.AcademicSession"],
):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /v1p1/schools/{schoolSourcedId}/terms
    """

    _list = "getTermsForSchool"


class SchoolsItem(Place):
    """What stands below one of the collection schools."""

    @property
    def classes(self) -> SchoolsClassesCollection:
        """Lists the classes held by one school."""
        return SchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> SchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return SchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> SchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return SchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> SchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return SchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> SchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return SchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> SchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return SchoolsTermsCollection(self._engine, self._ids)


class SchoolsCollection(
    Gettable["models.Org"],
    Collection["models.Org"],
):
    """Lists the organisations that are schools.

    getAllSchools: GET /v1p1/schools
    getSchool: GET /v1p1/schools/{sourcedId}
    """

    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> SchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return SchoolsItem(self._engine, self._below(sourced_id))


class StudentsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /v1p1/students/{studentSourcedId}/classes
    """

    _list = "getClassesForStudent"


class StudentsItem(Place):
    """What stands below one of the collection students."""

    @property
    def classes(self) -> StudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return StudentsClassesCollection(self._engine, self._ids)


class StudentsCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users who have the role of student.

    getAllStudents: GET /v1p1/students
    getStudent: GET /v1p1/students/{sourcedId}
    """

    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> StudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return StudentsItem(self._engine, self._below(sourced_id))


class TeachersClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /v1p1/teachers/{teacherSourcedId}/classes
    """

    _list = "getClassesForTeacher"


class TeachersItem(Place):
    """What stands below one of the collection teachers."""

    @property
    def classes(self) -> TeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return TeachersClassesCollection(self._engine, self._ids)


class TeachersCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /v1p1/teachers
    getTeacher: GET /v1p1/teachers/{sourcedId}
    """

    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> TeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TeachersItem(self._engine, self._below(sourced_id))


class TermsClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /v1p1/terms/{termSourcedId}/classes
    """

    _list = "getClassesForTerm"


class TermsGradingPeriodsCollection(
    Collection["models.AcademicSession"],
):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /v1p1/terms/{termSourcedId}/gradingPeriods
    """

    _list = "getGradingPeriodsForTerm"


class TermsItem(Place):
    """What stands below one of the collection terms."""

    @property
    def classes(self) -> TermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return TermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> TermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return TermsGradingPeriodsCollection(self._engine, self._ids)


class TermsCollection(
    Gettable["models.AcademicSession"],
    Collection["models.AcademicSession"],
):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /v1p1/terms
    getTerm: GET /v1p1/terms/{sourcedId}
    """

    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> TermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return TermsItem(self._engine, self._below(sourced_id))


class UsersClassesCollection(
    Collection["models.Class"],
):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /v1p1/users/{userSourcedId}/classes
    """

    _list = "getClassesForUser"


class UsersItem(Place):
    """What stands below one of the collection users."""

    @property
    def classes(self) -> UsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return UsersClassesCollection(self._engine, self._ids)


class UsersCollection(
    Gettable["models.User"],
    Collection["models.User"],
):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /v1p1/users
    getUser: GET /v1p1/users/{sourcedId}
    """

    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> UsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return UsersItem(self._engine, self._below(sourced_id))


class AsyncAcademicSessionsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions of every type: school years, semesters, terms and grading periods.

    getAllAcademicSessions: GET /v1p1/academicSessions
    getAcademicSession: GET /v1p1/academicSessions/{sourcedId}
    """

    _list = "getAllAcademicSessions"
    _get = "getAcademicSession"


class AsyncCategoriesCollection(
    AsyncGettable["models.Category"],
    AsyncPuttable["models.Category"],
    AsyncDeletable["models.Category"],
    AsyncCollection["models.Category"],
):
    """Lists the categories into which line items are grouped.

    getAllCategories: GET /v1p1/categories
    getCategory: GET /v1p1/categories/{sourcedId}
    deleteCategory: DELETE /v1p1/categories/{sourcedId}
    putCategory: PUT /v1p1/categories/{sourcedId}
    """

    _list = "getAllCategories"
    _get = "getCategory"
    _delete = "deleteCategory"
    _put = "putCategory"


class AsyncClassesLineItemsResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of all students for one line item of one class.

    getResultsForLineItemForClass: GET /v1p1/classes/{classSourcedId}/lineItems/{lineItemSourcedId}/results
    """

    _list = "getResultsForLineItemForClass"


class AsyncClassesLineItemsItem(AsyncPlace):
    """What stands below one of the collection line_items."""

    @property
    def results(self) -> AsyncClassesLineItemsResultsCollection:
        """Lists the results of all students for one line item of one class."""
        return AsyncClassesLineItemsResultsCollection(self._engine, self._ids)


class AsyncClassesLineItemsCollection(
    AsyncCollection["models.LineItem"],
):
    """Lists the line items of one class.

    getLineItemsForClass: GET /v1p1/classes/{classSourcedId}/lineItems
    """

    _list = "getLineItemsForClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesLineItemsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesLineItemsItem(self._engine, self._below(sourced_id))


class AsyncClassesResourcesCollection(
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources for one class.

    getResourcesForClass: GET /v1p1/classes/{classSourcedId}/resources
    """

    _list = "getResourcesForClass"


class AsyncClassesResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of all students for all line items of one class.

    getResultsForClass: GET /v1p1/classes/{classSourcedId}/results
    """

    _list = "getResultsForClass"


class AsyncClassesStudentsResultsCollection(
    AsyncCollection["models.Result"],
):
    """Lists the results of one student for all line items of one class.

    getResultsForStudentForClass: GET /v1p1/classes/{classSourcedId}/students/{studentSourcedId}/results
    """

    _list = "getResultsForStudentForClass"


class AsyncClassesStudentsItem(AsyncPlace):
    """What stands below one of the collection students."""

    @property
    def results(self) -> AsyncClassesStudentsResultsCollection:
        """Lists the results of one student for all line items of one class."""
        return AsyncClassesStudentsResultsCollection(self._engine, self._ids)


class AsyncClassesStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as students in one class.

    getStudentsForClass: GET /v1p1/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesStudentsItem(self._engine, self._below(sourced_id))


class AsyncClassesTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as teachers in one class.

    getTeachersForClass: GET /v1p1/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClass"


class AsyncClassesItem(AsyncPlace):
    """What stands below one of the collection classes."""

    @property
    def line_items(self) -> AsyncClassesLineItemsCollection:
        """Lists the line items of one class."""
        return AsyncClassesLineItemsCollection(self._engine, self._ids)

    @property
    def resources(self) -> AsyncClassesResourcesCollection:
        """Lists the learning resources for one class."""
        return AsyncClassesResourcesCollection(self._engine, self._ids)

    @property
    def results(self) -> AsyncClassesResultsCollection:
        """Lists the results of all students for all line items of one class."""
        return AsyncClassesResultsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncClassesStudentsCollection:
        """Lists the users enrolled as students in one class."""
        return AsyncClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class."""
        return AsyncClassesTeachersCollection(self._engine, self._ids)


class AsyncClassesCollection(
    AsyncGettable["models.Class"],
    AsyncCollection["models.Class"],
):
    """Lists the classes of every course, school and term that the client may see.

    getAllClasses: GET /v1p1/classes
    getClass: GET /v1p1/classes/{sourcedId}
    """

    _list = "getAllClasses"
    _get = "getClass"

    def __call__(self, sourced_id: str, /) -> AsyncClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncClassesItem(self._engine, self._below(sourced_id))


class AsyncCoursesClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one course is taught.

    getClassesForCourse: GET /v1p1/courses/{courseSourcedId}/classes
    """

    _list = "getClassesForCourse"


class AsyncCoursesResourcesCollection(
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources for one course.

    getResourcesForCourse: GET /v1p1/courses/{courseSourcedId}/resources
    """

    _list = "getResourcesForCourse"


class AsyncCoursesItem(AsyncPlace):
    """What stands below one of the collection courses."""

    @property
    def classes(self) -> AsyncCoursesClassesCollection:
        """Lists the classes in which one course is taught."""
        return AsyncCoursesClassesCollection(self._engine, self._ids)

    @property
    def resources(self) -> AsyncCoursesResourcesCollection:
        """Lists the learning resources for one course."""
        return AsyncCoursesResourcesCollection(self._engine, self._ids)


class AsyncCoursesCollection(
    AsyncGettable["models.Course"],
    AsyncCollection["models.Course"],
):
    """Lists the courses on offer. A course is taught in classes, which are records of their own.

    getAllCourses: GET /v1p1/courses
    getCourse: GET /v1p1/courses/{sourcedId}
    """

    _list = "getAllCourses"
    _get = "getCourse"

    def __call__(self, sourced_id: str, /) -> AsyncCoursesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncCoursesItem(self._engine, self._below(sourced_id))


class AsyncDemographicsCollection(
    AsyncGettable["models.Demographics"],
    AsyncCollection["models.Demographics"],
):
    """Lists the demographics of the users for whom the provider shares them. No scope but the one for demographics
    opens this list.

    getAllDemographics: GET /v1p1/demographics
    getDemographics: GET /v1p1/demographics/{sourcedId}
    """

    _list = "getAllDemographics"
    _get = "getDemographics"


class AsyncEnrollmentsCollection(
    AsyncGettable["models.Enrollment"],
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of students, teachers and others in classes.

    getAllEnrollments: GET /v1p1/enrollments
    getEnrollment: GET /v1p1/enrollments/{sourcedId}
    """

    _list = "getAllEnrollments"
    _get = "getEnrollment"


class AsyncGradingPeriodsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions that are grading periods.

    getAllGradingPeriods: GET /v1p1/gradingPeriods
    getGradingPeriod: GET /v1p1/gradingPeriods/{sourcedId}
    """

    _list = "getAllGradingPeriods"
    _get = "getGradingPeriod"


class AsyncLineItemsCollection(
    AsyncGettable["models.LineItem"],
    AsyncPuttable["models.LineItem"],
    AsyncDeletable["models.LineItem"],
    AsyncCollection["models.LineItem"],
):
    """Lists the line items of every class, which are the pieces of work for which students get results.

    getAllLineItems: GET /v1p1/lineItems
    getLineItem: GET /v1p1/lineItems/{sourcedId}
    deleteLineItem: DELETE /v1p1/lineItems/{sourcedId}
    putLineItem: PUT /v1p1/lineItems/{sourcedId}
    """

    _list = "getAllLineItems"
    _get = "getLineItem"
    _delete = "deleteLineItem"
    _put = "putLineItem"


class AsyncOrgsCollection(
    AsyncGettable["models.Org"],
    AsyncCollection["models.Org"],
):
    """Lists the organisations of every type, schools among them.

    getAllOrgs: GET /v1p1/orgs
    getOrg: GET /v1p1/orgs/{sourcedId}
    """

    _list = "getAllOrgs"
    _get = "getOrg"


class AsyncResourcesCollection(
    AsyncGettable["models.Resource"],
    AsyncCollection["models.Resource"],
):
    """Lists the learning resources that the client may see.

    getAllResources: GET /v1p1/resources
    getResource: GET /v1p1/resources/{sourcedId}
    """

    _list = "getAllResources"
    _get = "getResource"


class AsyncResultsCollection(
    AsyncGettable["models.Result"],
    AsyncPuttable["models.Result"],
    AsyncDeletable["models.Result"],
    AsyncCollection["models.Result"],
):
    """Lists the results of all students that the client may see.

    getAllResults: GET /v1p1/results
    getResult: GET /v1p1/results/{sourcedId}
    deleteResult: DELETE /v1p1/results/{sourcedId}
    putResult: PUT /v1p1/results/{sourcedId}
    """

    _list = "getAllResults"
    _get = "getResult"
    _delete = "deleteResult"
    _put = "putResult"


class AsyncSchoolsClassesEnrollmentsCollection(
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of every role in one class of one school.

    getEnrollmentsForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/enrollments
    """

    _list = "getEnrollmentsForClassInSchool"


class AsyncSchoolsClassesStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as students in one class of one school.

    getStudentsForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/students
    """

    _list = "getStudentsForClassInSchool"


class AsyncSchoolsClassesTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users enrolled as teachers in one class of one school.

    getTeachersForClassInSchool: GET /v1p1/schools/{schoolSourcedId}/classes/{classSourcedId}/teachers
    """

    _list = "getTeachersForClassInSchool"


class AsyncSchoolsClassesItem(AsyncPlace):
    """What stands below one of the collection classes."""

    @property
    def enrollments(self) -> AsyncSchoolsClassesEnrollmentsCollection:
        """Lists the enrollments of every role in one class of one school."""
        return AsyncSchoolsClassesEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsClassesStudentsCollection:
        """Lists the users enrolled as students in one class of one school."""
        return AsyncSchoolsClassesStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsClassesTeachersCollection:
        """Lists the users enrolled as teachers in one class of one school."""
        return AsyncSchoolsClassesTeachersCollection(self._engine, self._ids)


class AsyncSchoolsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes held by one school.

    getClassesForSchool: GET /v1p1/schools/{schoolSourcedId}/classes
    """

    _list = "getClassesForSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsClassesItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsClassesItem(self._engine, self._below(sourced_id))


class AsyncSchoolsCoursesCollection(
    AsyncCollection["models.Course"],
):
    """Lists the courses taught at one school.

    getCoursesForSchool: GET /v1p1/schools/{schoolSourcedId}/courses
    """

    _list = "getCoursesForSchool"


class AsyncSchoolsEnrollmentsCollection(
    AsyncCollection["models.Enrollment"],
):
    """Lists the enrollments of every role in all classes of one school.

    getEnrollmentsForSchool: GET /v1p1/schools/{schoolSourcedId}/enrollments
    """

    _list = "getEnrollmentsForSchool"


class AsyncSchoolsStudentsCollection(
    AsyncCollection["models.User"],
):
    """Lists the users who are students at one school.

    getStudentsForSchool: GET /v1p1/schools/{schoolSourcedId}/students
    """

    _list = "getStudentsForSchool"


class AsyncSchoolsTeachersCollection(
    AsyncCollection["models.User"],
):
    """Lists the users who are teachers at one school.

    getTeachersForSchool: GET /v1p1/schools/{schoolSourcedId}/teachers
    """

    _list = "getTeachersForSchool"


class AsyncSchoolsTermsCollection(
    AsyncCollection["models.AcademicSession"],
):
    """Lists the terms in which one school teaches.

    getTermsForSchool: GET /v1p1/schools/{schoolSourcedId}/terms
    """

    _list = "getTermsForSchool"


class AsyncSchoolsItem(AsyncPlace):
    """What stands below one of the collection schools."""

    @property
    def classes(self) -> AsyncSchoolsClassesCollection:
        """Lists the classes held by one school."""
        return AsyncSchoolsClassesCollection(self._engine, self._ids)

    @property
    def courses(self) -> AsyncSchoolsCoursesCollection:
        """Lists the courses taught at one school."""
        return AsyncSchoolsCoursesCollection(self._engine, self._ids)

    @property
    def enrollments(self) -> AsyncSchoolsEnrollmentsCollection:
        """Lists the enrollments of every role in all classes of one school."""
        return AsyncSchoolsEnrollmentsCollection(self._engine, self._ids)

    @property
    def students(self) -> AsyncSchoolsStudentsCollection:
        """Lists the users who are students at one school."""
        return AsyncSchoolsStudentsCollection(self._engine, self._ids)

    @property
    def teachers(self) -> AsyncSchoolsTeachersCollection:
        """Lists the users who are teachers at one school."""
        return AsyncSchoolsTeachersCollection(self._engine, self._ids)

    @property
    def terms(self) -> AsyncSchoolsTermsCollection:
        """Lists the terms in which one school teaches."""
        return AsyncSchoolsTermsCollection(self._engine, self._ids)


class AsyncSchoolsCollection(
    AsyncGettable["models.Org"],
    AsyncCollection["models.Org"],
):
    """Lists the organisations that are schools.

    getAllSchools: GET /v1p1/schools
    getSchool: GET /v1p1/schools/{sourcedId}
    """

    _list = "getAllSchools"
    _get = "getSchool"

    def __call__(self, sourced_id: str, /) -> AsyncSchoolsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncSchoolsItem(self._engine, self._below(sourced_id))


class AsyncStudentsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a student.

    getClassesForStudent: GET /v1p1/students/{studentSourcedId}/classes
    """

    _list = "getClassesForStudent"


class AsyncStudentsItem(AsyncPlace):
    """What stands below one of the collection students."""

    @property
    def classes(self) -> AsyncStudentsClassesCollection:
        """Lists the classes in which one user is enrolled as a student."""
        return AsyncStudentsClassesCollection(self._engine, self._ids)


class AsyncStudentsCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users who have the role of student.

    getAllStudents: GET /v1p1/students
    getStudent: GET /v1p1/students/{sourcedId}
    """

    _list = "getAllStudents"
    _get = "getStudent"

    def __call__(self, sourced_id: str, /) -> AsyncStudentsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncStudentsItem(self._engine, self._below(sourced_id))


class AsyncTeachersClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled as a teacher.

    getClassesForTeacher: GET /v1p1/teachers/{teacherSourcedId}/classes
    """

    _list = "getClassesForTeacher"


class AsyncTeachersItem(AsyncPlace):
    """What stands below one of the collection teachers."""

    @property
    def classes(self) -> AsyncTeachersClassesCollection:
        """Lists the classes in which one user is enrolled as a teacher."""
        return AsyncTeachersClassesCollection(self._engine, self._ids)


class AsyncTeachersCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users who have the role of teacher.

    getAllTeachers: GET /v1p1/teachers
    getTeacher: GET /v1p1/teachers/{sourcedId}
    """

    _list = "getAllTeachers"
    _get = "getTeacher"

    def __call__(self, sourced_id: str, /) -> AsyncTeachersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTeachersItem(self._engine, self._below(sourced_id))


class AsyncTermsClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes that are taught in one term.

    getClassesForTerm: GET /v1p1/terms/{termSourcedId}/classes
    """

    _list = "getClassesForTerm"


class AsyncTermsGradingPeriodsCollection(
    AsyncCollection["models.AcademicSession"],
):
    """Lists the grading periods into which one term is divided.

    getGradingPeriodsForTerm: GET /v1p1/terms/{termSourcedId}/gradingPeriods
    """

    _list = "getGradingPeriodsForTerm"


class AsyncTermsItem(AsyncPlace):
    """What stands below one of the collection terms."""

    @property
    def classes(self) -> AsyncTermsClassesCollection:
        """Lists the classes that are taught in one term."""
        return AsyncTermsClassesCollection(self._engine, self._ids)

    @property
    def grading_periods(self) -> AsyncTermsGradingPeriodsCollection:
        """Lists the grading periods into which one term is divided."""
        return AsyncTermsGradingPeriodsCollection(self._engine, self._ids)


class AsyncTermsCollection(
    AsyncGettable["models.AcademicSession"],
    AsyncCollection["models.AcademicSession"],
):
    """Lists the academic sessions that are terms.

    getAllTerms: GET /v1p1/terms
    getTerm: GET /v1p1/terms/{sourcedId}
    """

    _list = "getAllTerms"
    _get = "getTerm"

    def __call__(self, sourced_id: str, /) -> AsyncTermsItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncTermsItem(self._engine, self._below(sourced_id))


class AsyncUsersClassesCollection(
    AsyncCollection["models.Class"],
):
    """Lists the classes in which one user is enrolled, in whatever role.

    getClassesForUser: GET /v1p1/users/{userSourcedId}/classes
    """

    _list = "getClassesForUser"


class AsyncUsersItem(AsyncPlace):
    """What stands below one of the collection users."""

    @property
    def classes(self) -> AsyncUsersClassesCollection:
        """Lists the classes in which one user is enrolled, in whatever role."""
        return AsyncUsersClassesCollection(self._engine, self._ids)


class AsyncUsersCollection(
    AsyncGettable["models.User"],
    AsyncCollection["models.User"],
):
    """Lists the users in every role: students, teachers, guardians and staff.

    getAllUsers: GET /v1p1/users
    getUser: GET /v1p1/users/{sourcedId}
    """

    _list = "getAllUsers"
    _get = "getUser"

    def __call__(self, sourced_id: str, /) -> AsyncUsersItem:
        """What stands below the record with this ``sourcedId``; nothing is sent yet."""
        return AsyncUsersItem(self._engine, self._below(sourced_id))
